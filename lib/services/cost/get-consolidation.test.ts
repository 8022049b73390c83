import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountsOf, type Booking, consolidate, movedInside } from "@/lib/core/cost/consolidate";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { cancelEscrowCommand } from "../escrow/cancel";
import { importEscrows } from "../escrow/import-escrows";
import { releaseEscrowCommand } from "../escrow/release";
import { syncDueEscrows } from "../escrow/sync-due-escrows";
import { syncEscrow } from "../escrow/sync-escrow";
import { lock, onPlatform, run } from "../escrow/test-escrow";
import { syncReferrals } from "../referral/sync-referrals";
import { registerAt } from "../testing/outside-agents";
import { SANDBOX_ORIGIN, startTestFleet, type TestFleet, type TestFleetOptions } from "../testing/test-fleet";
import { NO_FILTERS } from "./cost-query";
import { lastDays } from "./cost-range";
import { getAgentAccount } from "./get-agent-account";
import { getConsolidation } from "./get-consolidation";
import { getCostTotals } from "./get-cost-report";

type Worker = Awaited<ReturnType<TestFleet["addWorker"]>>;

const LIVE: TestFleetOptions = { mount: "published" };
let fleet: TestFleet;
let workers: Worker[];

/** Each worker gets 50.00 from outside before anything is compared: a deposit is no result of trading. */
async function begin(options: TestFleetOptions) {
  fleet = await startTestFleet(options);
  workers = [];
  for (const name of ["stage-1", "stage-2", "stage-3"]) {
    const worker = await fleet.addWorker(name);
    await fleet.control("POST", "credit", { agentId: worker.upstreamId, amountMicros: "50000000" });
    await fleet.db.agent.update({ where: { id: worker.agentId }, data: { referralProof: "in_ledger" } });
    workers.push(worker);
  }
  return balances();
}

/** What each account of the fleet holds on the platform, by our id. */
async function balances(): Promise<Map<string, bigint>> {
  const { balance } = await onPlatform(fleet);
  return new Map([fleet.orchestrator, ...workers].map(({ agentId, upstreamId }) => [agentId, balance(upstreamId)]));
}

async function bookings(): Promise<Booking[]> {
  const [entries, credits] = await Promise.all([fleet.db.costEntry.findMany(), fleet.db.commissionCredit.findMany()]);
  const referrers = new Map(credits.map(({ escrowId, referrerAgentId }) => [escrowId, referrerAgentId]));
  return entries.map(({ agentId, counterpartyId, kind, amountMicros, escrowId }) => ({
    agentId, payerId: counterpartyId ?? agentId, kind, amountMicros, referrerId: kind === "referral" ? (escrowId === null ? counterpartyId : referrers.get(escrowId) ?? null) : null,
  }));
}

async function release(payee: string, amount: string, payer?: Worker): Promise<void> {
  const escrowId = await lock(fleet, payee, amount, payer ? { payerId: payer.agentId } : {});
  expect(await run(fleet, releaseEscrowCommand, { escrowId })).toMatchObject({ ok: true });
}

/** The change of every account is its agent's result, and their sum is the fleet's, in the pure core and in the report. */
async function expectConserved(before: Map<string, bigint>, { locked = 0n } = {}) {
  const after = await balances();
  const booked = await bookings();
  const ours = new Set(before.keys());
  const accounts = accountsOf(booked, ours);
  const change = [...before].reduce((sum, [id, held]) => sum + (after.get(id) ?? 0n) - held, locked);
  if (locked === 0n) for (const [id, held] of before) expect((after.get(id) ?? 0n) - held, id).toBe(accounts.get(id)?.resultMicros ?? 0n);
  const pure = consolidate(accounts.values(), movedInside(booked, ours));
  expect(pure.agents.resultMicros + pure.eliminations.resultMicros).toBe(change);
  const filters = { ...NO_FILTERS, ...lastDays(fleet.now(), 40) };
  const report = await getConsolidation(fleet.system, fleet.connectionId, filters);
  expect(report).toMatchObject(pure);
  expect(report.treasuryChangeMicros).toBe(change);
  for (const { agentId } of workers) {
    expect(await getAgentAccount(fleet.system, agentId)).toEqual(accounts.get(agentId) ?? { earnedMicros: 0n, paidMicros: 0n, lostMicros: 0n, referralMicros: 0n, resultMicros: 0n });
  }
  expect((await getCostTotals(fleet.system, fleet.connectionId, filters)).netMicros).toBe(change);
  return report;
}

describe("agents + eliminations are the change of the treasury", () => {
  it("over a pipeline, payments outside, cancels, time-outs and commissions", async () => {
    const before = await begin({});
    const [first, second, third] = workers as [Worker, Worker, Worker];
    const outside = await registerAt(fleet, "");
    await release(first.agentId, "5.00");
    await release(second.agentId, "3.50", first);
    await release(third.agentId, "1.80", second);
    await release(outside.agent_id, "7.123457");
    await release(outside.agent_id, "0.333333", third);
    await run(fleet, cancelEscrowCommand, { escrowId: await lock(fleet, third.agentId, "2.00") });
    await run(fleet, cancelEscrowCommand, { escrowId: await lock(fleet, second.agentId, "2.00", first) });
    await lock(fleet, first.agentId, "20.00", { timeoutHours: "1" });
    await fleet.advance(2 * HOUR_MS);
    await syncDueEscrows(fleet.system, fleet.connectionId);
    const report = await expectConserved(before);
    expect(report.eliminations).toMatchObject({ earnedMicros: -(4_950_000n + 3_465_000n + 1_782_000n), resultMicros: 0n });
    expect(report.fleet.earnedMicros).toBe(0n);
    await fleet.close();
  });

  it("with money locked meanwhile, and with the fee that a time-out keeps on the published services", async () => {
    const before = await begin(LIVE);
    const [first, second] = workers as [Worker, Worker, Worker];
    await release(first.agentId, "5.00");
    await release(second.agentId, "3.50", first);
    await lock(fleet, second.agentId, "20.00", { timeoutHours: "1" });
    await lock(fleet, second.agentId, "4.00", { payerId: first.agentId, timeoutHours: "1" });
    await fleet.advance(2 * HOUR_MS);
    for (const { id } of await fleet.db.escrow.findMany({ where: { state: { in: ["locked", "completed"] } } })) await syncEscrow(fleet.system, id);
    await lock(fleet, first.agentId, "6.00");
    await fleet.advance(DAY_MS / 2);
    const report = await expectConserved(before, { locked: 6_000_000n });
    expect(report).toMatchObject({ orchestrator: { lostMicros: 200_000n }, workers: { lostMicros: 40_000n }, fleet: { lostMicros: 240_000n } });
    await fleet.close();
  });
});

describe("what a client pays", () => {
  let before: Map<string, bigint>;
  beforeAll(async () => { before = await begin({}); });
  afterAll(() => fleet.close());

  it("is income of the fleet, no cost of it, and no elimination", async () => {
    const client = await registerAt(fleet, "");
    await fleet.control("POST", "credit", { agentId: client.agent_id, amountMicros: "50000000" });
    const call = async (path: string, body: unknown) => (await fleet.sandbox.fetch(new Request(`${SANDBOX_ORIGIN}/escrow.purpleflea.com/escrow/${path}`, {
      method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${client.api_key}` }, body: JSON.stringify(body),
    }))).json() as Promise<{ escrow_id: string }>;
    const { escrow_id } = await call("create", { amount_usd: 10, counterparty_agent_id: workers[0]?.upstreamId, description: "a client's job", timeout_hours: 24 });
    const done = await importEscrows(fleet.as("operator"), fleet.connectionId, escrow_id);
    if (!done.ok) throw new Error(done.failure.message);
    await call(`release/${escrow_id}`, {});
    await syncEscrow(fleet.system, done.value[0]?.escrowId ?? "");
    await release(workers[1]?.agentId ?? "", "4.00");
    await syncReferrals(fleet.system, fleet.connectionId);
    const report = await expectConserved(before);
    expect(report.fleet).toMatchObject({ earnedMicros: 9_900_000n, paidMicros: 40_000n });
    const onlyClients = await getCostTotals(fleet.system, fleet.connectionId, { ...NO_FILTERS, ...lastDays(fleet.now(), 2), pattern: "client" });
    expect(onlyClients).toMatchObject({ earnedMicros: 9_900_000n, clientMicros: 9_900_000n, paidMicros: 0n, feesMicros: 0n });
  });
});
