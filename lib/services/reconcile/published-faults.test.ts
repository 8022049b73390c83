import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import type { CommandSpec } from "../command-spec";
import { carryOut } from "../carry-out";
import { completeEscrowCommand } from "../escrow/complete";
import { disputeEscrowCommand } from "../escrow/dispute";
import { lockEscrowCommand } from "../escrow/lock";
import { releaseEscrowCommand } from "../escrow/release";
import { breakOnce, lock, onPlatform, run, settleLast } from "../escrow/test-escrow";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { fundWalletCommand } from "../wallet/fund";
import { provisionWalletCommand } from "../wallet/provision";
import { unfundWalletCommand } from "../wallet/unfund";
import { registerWorkerCommand } from "../worker/register-worker";
import { sweepWorkerCommand } from "../worker/sweep-worker";
import { verifyWorker } from "../worker/verify-worker";
import { findOrphanRows } from "./find-orphan-rows";

let fleet: TestFleet;
let worker: Awaited<ReturnType<TestFleet["addWorker"]>>;
let walletId: string;
beforeAll(async () => {
  fleet = await startTestFleet({ mount: "published" });
  worker = await fleet.addWorker("scan-eu-01");
  await verifyWorker(fleet.system, worker.agentId);
  const made = await run(fleet, provisionWalletCommand, { workerId: worker.agentId, dailyLimit: "50.00", autoReset: true });
  if (!made.ok) throw new Error(made.message);
  walletId = made.output.walletId;
});
afterAll(() => fleet.close());

const MOMENTS = [["reply_lost_before", false], ["reply_lost_after", true]] as const;
const balanceOf = async (upstreamId: string) => (await onPlatform(fleet)).balance(upstreamId);
const openOrphans = () => fleet.db.alert.findMany({ where: { kind: "orphan_ledger_row", resolvedAt: null }, orderBy: { raisedAt: "asc" } });

/** Loses one reply, waits until the request can no longer arrive, settles, and says what became of it. */
async function loseAndSettle<I, P, R, O>(effect: string, path: string, spec: CommandSpec<I, P, R, O>, input: unknown): Promise<boolean> {
  await breakOnce(fleet, effect, path);
  expect(await run(fleet, spec, input)).toMatchObject({ ok: false, outcome: "unknown" });
  await fleet.advance(30_000);
  const settled = await settleLast(fleet, spec);
  if (!settled.ok) expect(settled).toMatchObject({ outcome: "rejected", code: "NOT_DONE" });
  expect(await fleet.db.intent.count({ where: { outcome: { in: ["sending", "unknown"] } } })).toBe(0);
  return settled.ok;
}

describe.each(MOMENTS)("on the published services, with %s", (effect, happened) => {
  it("a payment to a worker is settled by the payer's ledger, once", async () => {
    await run(fleet, fundWalletCommand, { walletId, amount: "3.00" });
    const before = await balanceOf(worker.upstreamId);
    expect(await loseAndSettle(effect, "/api/v1/stats/pay", fundWalletCommand, { walletId, amount: "3.00" })).toBe(happened);
    expect((await balanceOf(worker.upstreamId)) - before).toBe(happened ? 3_000_000n : 0n);
    const entries = await fleet.db.walletEntry.findMany({ where: { walletId, kind: "fund" } });
    expect(entries.length).toBe(happened ? 3 : 1);
  });

  it("a payment back is settled by the worker's own ledger", async () => {
    const before = await balanceOf(worker.upstreamId);
    expect(await loseAndSettle(effect, "/api/v1/stats/pay", unfundWalletCommand, { walletId, amount: "0.50" })).toBe(happened);
    expect(before - (await balanceOf(worker.upstreamId))).toBe(happened ? 500_000n : 0n);
  });

  it("a lock is found by its reference, or proven absent", async () => {
    const count = (await onPlatform(fleet)).escrows.length;
    const input = { payeeId: worker.agentId, amount: "2.00", description: "scan pairs" };
    expect(await loseAndSettle(effect, "/escrow/create", lockEscrowCommand, input)).toBe(happened);
    expect((await onPlatform(fleet)).escrows.length - count).toBe(happened ? 1 : 0);
  });

  it.each([
    ["complete", completeEscrowCommand, "completed"], ["release", releaseEscrowCommand, "released"], ["dispute", disputeEscrowCommand, "disputed"],
  ] as const)("a %s is settled by reading the escrow", async (verb, spec, state) => {
    const escrowId = await lock(fleet, worker.agentId, "1.00");
    expect(await loseAndSettle(effect, `/escrow/${verb}`, spec, { escrowId })).toBe(happened);
    expect((await fleet.db.escrow.findUniqueOrThrow({ where: { id: escrowId } })).state).toBe(happened ? state : "locked");
  });

  it("a registration is given up, reported, and made anew under a wish of its own", async () => {
    const ctx = fleet.system;
    const agentId = newId("agent", ctx.now(), ctx.random);
    await fleet.db.agent.create({
      data: { id: agentId, connectionId: fleet.connectionId, kind: "worker", name: `reg-${effect}`, role: "trading", state: "registering", capabilities: [], createdAt: new Date(ctx.now()) },
    });
    await breakOnce(fleet, effect, "/api/v1/auth/register");
    const result = await carryOut(ctx, registerWorkerCommand, { agentId }, { connectionId: fleet.connectionId, idempotencyKey: `reg-${effect}` });
    expect(result).toMatchObject({ ok: true });
    const intents = await fleet.db.intent.findMany({ where: { subjectId: agentId }, orderBy: { createdAt: "asc" } });
    expect(intents.map(({ outcome }) => outcome)).toEqual(["abandoned", "succeeded"]);
    expect(await fleet.db.alert.count({ where: { kind: "registration_abandoned", subjectId: agentId } })).toBe(1);
    expect(await fleet.db.alert.count({ where: { kind: "intent_unknown", subjectId: agentId, resolvedAt: null } })).toBe(0);
    expect(await verifyWorker(fleet.system, agentId)).toBe(true);
    expect(await fleet.db.agent.findUniqueOrThrow({ where: { id: agentId } })).toMatchObject({ referralProof: "listed" });
  });

  it("explains every row of the payers' ledgers afterwards", async () => {
    expect(await findOrphanRows(fleet.system, fleet.connectionId)).toBe(0);
  });
});

describe("a payer on the published services", () => {
  it("pays nothing more while one payment is unknown, and pays again when it is settled", async () => {
    await breakOnce(fleet, "reply_lost_after", "/api/v1/stats/pay");
    expect(await run(fleet, fundWalletCommand, { walletId, amount: "1.10" })).toMatchObject({ outcome: "unknown" });
    const other = await fleet.addWorker("scan-eu-02");
    await verifyWorker(fleet.system, other.agentId);
    const made = await run(fleet, provisionWalletCommand, { workerId: other.agentId, dailyLimit: "5.00", autoReset: true });
    if (!made.ok) throw new Error(made.message);
    const next = { walletId: made.output.walletId, amount: "1.10" };
    expect(await run(fleet, fundWalletCommand, next)).toMatchObject({ outcome: "denied", code: "PAYER_WAITS" });
    expect(await balanceOf(other.upstreamId)).toBe(0n);
    expect(await settleLast(fleet, fundWalletCommand)).toMatchObject({ ok: true });
    expect(await run(fleet, fundWalletCommand, next)).toMatchObject({ ok: true });
    expect(await balanceOf(other.upstreamId)).toBe(1_100_000n);
  });

  it("has one payment on its way at a time", async () => {
    const tries = await Promise.all(Array.from({ length: 6 }, () => run(fleet, fundWalletCommand, { walletId, amount: "0.20" })));
    const codes = tries.map((result) => (result.ok ? "OK" : result.code));
    expect(codes.filter((code) => code === "OK").length).toBeGreaterThanOrEqual(1);
    expect(codes.every((code) => code === "OK" || code === "PAYER_BUSY" || code === "IN_FLIGHT")).toBe(true);
  });

  it("settles a lost sweep by the worker's ledger", async () => {
    const held = await balanceOf(worker.upstreamId);
    expect(await loseAndSettle("reply_lost_after", "/api/v1/stats/pay", sweepWorkerCommand, { agentId: worker.agentId, amountMicros: held })).toBe(true);
    expect(await balanceOf(worker.upstreamId)).toBe(0n);
  });
});

describe("money that no action explains", () => {
  it("raises one alert with its amount for an escrow and for a payment made with the raw key", async () => {
    await fleet.advance(60_000);
    await breakOnce(fleet, "duplicate", "/escrow/create");
    await lock(fleet, worker.agentId, "4.00");
    await breakOnce(fleet, "duplicate", "/api/v1/stats/pay");
    await run(fleet, fundWalletCommand, { walletId, amount: "2.50" });
    expect(await findOrphanRows(fleet.system, fleet.connectionId)).toBe(2);
    expect(await findOrphanRows(fleet.system, fleet.connectionId)).toBe(0);
    const alerts = await openOrphans();
    expect(alerts.map(({ amountAtRiskMicros }) => amountAtRiskMicros).sort()).toEqual([2_500_000n, 4_000_000n].sort());
    expect(alerts.map(({ body }) => body).join(" ")).toMatch(/Import it by its id.*|nobody can take back/);
  });
});
