import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { runCommand } from "@/lib/services/command";
import { lastDays } from "@/lib/services/cost/cost-range";
import { type CostQuery, NO_FILTERS } from "@/lib/services/cost/cost-query";
import { COST_EXPORT_COLUMNS, toCostExport } from "@/lib/services/cost/export-costs";
import { getCostReport } from "@/lib/services/cost/get-cost-report";
import { getDailySums } from "@/lib/services/cost/get-daily-sums";
import { cancelEscrowCommand } from "@/lib/services/escrow/cancel";
import { lockEscrowCommand } from "@/lib/services/escrow/lock";
import { releaseEscrowCommand } from "@/lib/services/escrow/release";
import { getCommissionLedger } from "@/lib/services/referral/get-commission-ledger";
import { getReferralTree } from "@/lib/services/referral/get-referral-tree";
import { syncReferrals } from "@/lib/services/referral/sync-referrals";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";

let fleet: TestFleet;
let keys = 0;

interface LedgerEntry { account: string; amountMicros: string; reason: string }

beforeAll(async () => {
  fleet = await startTestFleet();
  for (const name of ["scan-eu-04", "exec-07", "trade-btc-11"]) await fleet.addWorker(name);
  for (const [payee, amount] of [["scan-eu-04", "5"], ["scan-eu-04", "0.333333"], ["exec-07", "64.123457"], ["exec-07", "0.000151"]] as const) await release(payee, amount);
  await cancel("trade-btc-11", "12.5");
  await fleet.control("POST", "credit", { agentId: await upstream("trade-btc-11"), amountMicros: "40000000" });
  await fleet.control("POST", "activity", { agentId: await upstream("trade-btc-11"), product: "trading", amountMicros: "3333333" });
  await fleet.control("POST", "activity", { agentId: await upstream("scan-eu-04"), product: "casino", amountMicros: "777777" });
  await fleet.control("POST", "activity", { agentId: await upstream("trade-btc-11"), product: "escrow", amountMicros: "1000000" });
  await syncReferrals(fleet.system, fleet.connectionId);
}, 120_000);

afterAll(() => fleet.close());

async function upstream(name: string): Promise<string> {
  return (await fleet.db.agentAccount.findFirstOrThrow({ where: { agent: { name } } })).upstreamId;
}

async function lock(payee: string, amount: string): Promise<string> {
  const ctx = fleet.as();
  const options = { connectionId: fleet.connectionId, idempotencyKey: `lock-key-${keys++}` };
  const input = { payerId: "", payeeId: payee, amount, description: "Scan the market", timeoutHours: "24", taskId: "" };
  const locked = await runCommand(ctx, lockEscrowCommand, input, options);
  if (!locked.ok) throw new Error(locked.message);
  const row = await fleet.db.escrow.findFirstOrThrow({ where: { connectionId: fleet.connectionId }, orderBy: { createdAt: "desc" } });
  return row.id;
}

async function release(payee: string, amount: string): Promise<void> {
  const escrowId = await lock(payee, amount);
  const done = await runCommand(fleet.as(), releaseEscrowCommand, { escrowId }, { connectionId: fleet.connectionId, idempotencyKey: `release-key-${keys++}` });
  if (!done.ok) throw new Error(done.message);
}

async function cancel(payee: string, amount: string): Promise<void> {
  const escrowId = await lock(payee, amount);
  const done = await runCommand(fleet.as(), cancelEscrowCommand, { escrowId }, { connectionId: fleet.connectionId, idempotencyKey: `cancel-key-${keys++}` });
  if (!done.ok) throw new Error(done.message);
}

/** Sums of the sandbox's own ledger by account and word of the reason. */
async function ledgerSum(account: RegExp, reason: RegExp): Promise<bigint> {
  const { entries } = (await fleet.control("GET", "ledger")) as unknown as { entries: LedgerEntry[] };
  return entries.filter((entry) => account.test(entry.account) && reason.test(entry.reason)).reduce((sum, entry) => sum + BigInt(entry.amountMicros), 0n);
}

function query(patch: Partial<CostQuery> = {}): CostQuery {
  return { ...NO_FILTERS, ...lastDays(fleet.now(), 7), sort: "paid", direction: "desc", size: null, ...patch };
}

describe("the reports and the sandbox's ledger", () => {
  it("agree on what was paid, the fees and the commission to the micro", async () => {
    const { totals } = await getCostReport(fleet.as(), fleet.connectionId, query());
    expect(totals.paidMicros).toBe(5_000_000n + 333_333n + 64_123_457n + 151n);
    expect(totals.earnedMicros).toBe(await ledgerSum(/^agent:(scan|exec)/, /release|payout|escrow_/) );
    expect(totals.referralMicros).toBe(await ledgerSum(new RegExp(`^agent:${fleet.orchestrator.upstreamId}$`), /referral_commission/));
    expect(totals.feesMicros).toBe(totals.paidMicros - totals.earnedMicros);
    expect(totals.netMicros).toBe(totals.referralMicros - totals.feesMicros);
    expect(totals.insidePaidMicros).toBe(totals.paidMicros);
  });

  it("show each worker's commission as the platform lists it", async () => {
    const { agents } = (await fleet.control("GET", "state")) as unknown as { agents: { id: string }[] };
    expect(agents.length).toBeGreaterThan(3);
    const tree = await getReferralTree(fleet.as(), fleet.connectionId, fleet.orchestrator.agentId);
    expect(tree.commissionMicros).toBe(await ledgerSum(new RegExp(`^agent:${fleet.orchestrator.upstreamId}$`), /referral_commission/));
    expect(tree.proofCounts.in_ledger).toBe(3);
    expect(tree.weakest).toBe("in_ledger");
    const leaves = tree.branches.flatMap((branch) => branch.leaves);
    expect(leaves.find(({ name }) => name === "trade-btc-11")?.commissionMicros).toBe(666_667n + 150_000n);
  });

  it("split the commission by product without losing a micro", async () => {
    const ledger = await getCommissionLedger(fleet.as(), fleet.connectionId, { since: null, now: fleet.now() });
    const credited = Object.fromEntries(ledger.lines.map((line) => [line.product, line.creditedMicros]));
    const account = new RegExp(`^agent:${fleet.orchestrator.upstreamId}$`);
    for (const product of ["trading", "casino", "escrow"]) expect(credited[product]).toBe(await ledgerSum(account, new RegExp(`^${product}_referral`)));
    expect(ledger.total.missedMicros).toBe(0n);
    expect(ledger.total.pendingMicros).toBe(0n);
  });

  it("say the same in list, page by page, and export", async () => {
    const ctx = fleet.as();
    const all = await getCostReport(ctx, fleet.connectionId, query());
    const first = await getCostReport(ctx, fleet.connectionId, query({ size: 2 }));
    const second = await getCostReport(ctx, fleet.connectionId, query({ size: 2, after: first.after ?? "" }));
    expect([...first.rows, ...second.rows]).toEqual(all.rows);
    expect(second.after).toBeNull();
    expect(second.totals).toEqual(all.totals);
    const rows = toCostExport(all, { environment: "SANDBOX", connection: "Sandbox", from: "2026-01-01", to: "2026-12-31" }, { group: "agent", filters: query() });
    expect(rows.at(-1)).toMatchObject({ environment: "SANDBOX", agent: "Total", paid_usdc: "69.456941", released_count: "4", refunded_usdc: "12.5", refunded_count: "1" });
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual([...COST_EXPORT_COLUMNS].sort());
  });

  it.each(["paid", "fees", "lost", "referral", "earned", "client", "released", "failed", "refunded", "net", "name"] as const)("sorts by %s and pages without loss", async (sort) => {
    const ctx = fleet.as();
    for (const direction of ["asc", "desc"] as const) {
      const all = await getCostReport(ctx, fleet.connectionId, query({ sort, direction }));
      const seen: string[] = [];
      let after: string | null = "";
      while (after !== null) {
        const page = await getCostReport(ctx, fleet.connectionId, query({ sort, direction, size: 1, after: after || undefined }));
        seen.push(...page.rows.map(({ key }) => key));
        after = page.after;
      }
      expect(seen).toEqual(all.rows.map(({ key }) => key));
      expect(seen).toHaveLength(3);
    }
  });

  it("read the platform twice without a second booking", async () => {
    const before = await fleet.db.commissionCredit.count();
    expect(await syncReferrals(fleet.system, fleet.connectionId)).toMatchObject({ credits: 0, proofChanges: 0 });
    expect(await fleet.db.commissionCredit.count()).toBe(before);
  });

  it("keep the sums of days that are over and add those of today", async () => {
    const today = await getDailySums(fleet.as(), fleet.connectionId, lastDays(fleet.now(), 3));
    await fleet.advance(3 * DAY_MS + HOUR_MS);
    await release("scan-eu-04", "1");
    const later = await getDailySums(fleet.as(), fleet.connectionId, lastDays(fleet.now(), 6));
    const paid = (days: typeof later) => days.reduce((sum, day) => sum + day.paidMicros, 0n);
    expect(paid(later)).toBe(paid(today) + 1_000_000n);
  });
});

describe("a worker that the platform does not list", () => {
  it("is contradicted, stopped and an alert; a worker that is listed is not", async () => {
    const worker = await fleet.addWorker("ca-dice-09");
    await fleet.db.agentAccount.update({ where: { id: worker.accountId }, data: { upstreamId: "somebody-else" } });
    await fleet.db.agent.update({ where: { id: worker.agentId }, data: { referralProof: "echoed" } });
    await fleet.advance(2 * HOUR_MS);
    expect(await syncReferrals(fleet.system, fleet.connectionId)).toMatchObject({ proofChanges: 1 });
    expect(await fleet.db.agent.findUniqueOrThrow({ where: { id: worker.agentId } })).toMatchObject({ referralProof: "contradicted", state: "unverified" });
    expect(await fleet.db.alert.findFirst({ where: { subjectId: worker.agentId, resolvedAt: null } })).toMatchObject({ kind: "referral_contradicted" });
    const tree = await getReferralTree(fleet.as(), fleet.connectionId, fleet.orchestrator.agentId);
    expect(tree.weakest).toBe("contradicted");
    expect(tree.contradicted.map(({ name }) => name)).toEqual(["ca-dice-09"]);
  });
});
