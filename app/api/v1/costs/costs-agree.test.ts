import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toFilters } from "@/app/(console)/costs/search";
import { COST_GROUPS } from "@/lib/core/cost/cost-view";
import { COST_PATTERNS } from "@/lib/core/cost/patterns";
import { fromWire } from "@/lib/core/money";
import { HOUR_MS } from "@/lib/core/time";
import { costsContract } from "@/lib/schemas/api/reports";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { toCostExport } from "@/lib/services/cost/export-costs";
import { getCostReport } from "@/lib/services/cost/get-cost-report";
import { COST_FIGURES, type CostFigure, figureOf, listCostEntries } from "@/lib/services/cost/list-cost-entries";
import { cancelEscrowCommand } from "@/lib/services/escrow/cancel";
import { releaseEscrowCommand } from "@/lib/services/escrow/release";
import { syncEscrow } from "@/lib/services/escrow/sync-escrow";
import { lock, run } from "@/lib/services/escrow/test-escrow";
import { getRunReport } from "@/lib/services/run/run-report";
import { registerAt } from "@/lib/services/testing/outside-agents";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { readCosts } from "./read-costs";

let fleet: TestFleet;
const HEAD = { environment: "SANDBOX", connection: "Sandbox", from: "", to: "" };

/** Two roles, three patterns, two runs, releases, a cancel, and a time-out that keeps its fee. */
beforeAll(async () => {
  fleet = await startTestFleet();
  const [scan, exec] = [await fleet.addWorker("scan-1"), await fleet.addWorker("exec-1")];
  const outside = await registerAt(fleet, "");
  await fleet.db.agent.update({ where: { id: exec.agentId }, data: { role: "trade_executor" } });
  const moves = [
    [scan.agentId, "0.50", "run_a", "hub_spoke"], [exec.agentId, "1.234567", "run_a", "auction"], [exec.agentId, "7.77", "run_b", "auction"],
    [scan.agentId, "3.333333", null, ""], [outside.agent_id, "2.22", "run_b", "marketplace"],
  ] as const;
  for (const [payee, amount, runId, pattern] of moves) {
    const escrowId = await lock(fleet, payee, amount);
    await fleet.db.escrow.update({ where: { id: escrowId }, data: { runId, pattern } });
    if (amount === "7.77") await run(fleet, cancelEscrowCommand, { escrowId });
    else await run(fleet, releaseEscrowCommand, { escrowId });
  }
  const late = await lock(fleet, scan.agentId, "20.00", { timeoutHours: "1" });
  await fleet.db.escrow.update({ where: { id: late }, data: { runId: "run_b", pattern: "pipeline", dialect: "live" } });
  await fleet.advance(2 * HOUR_MS);
  await syncEscrow(fleet.system, late);
});
afterAll(() => fleet.close());

const WISHES: Record<string, string>[] = [
  {}, ...COST_GROUPS.map((group) => ({ group })), ...COST_PATTERNS.map((pattern) => ({ pattern })), { run: "run_a" }, { run: "run_b", group: "pattern" },
  { role: "trade_executor" }, { role: "external" }, { role: "trading", pattern: "single", group: "role" }, { run: "run_b", role: "trading" }, { run: "none" }, { run: "none", group: "run" }, { from: "2020-01-01", to: "2020-01-02" },
];

/** The figure of a CSV row. */
const COLUMN = {
  net: "net_usdc", earned: "earned_usdc", client: "earned_from_clients_usdc", paid: "paid_usdc", fees: "fees_usdc", lost: "failure_cost_usdc",
  referral: "referral_back_usdc", refunded: "refunded_usdc",
} as const;
const FIELD = {
  net: "netMicros", earned: "earnedMicros", client: "earnedFromClientsMicros", paid: "paidMicros", fees: "feesMicros", lost: "failureCostMicros",
  referral: "referralMicros", refunded: "refundedMicros",
} as const;
const MONEY = Object.keys(COLUMN) as (keyof typeof COLUMN)[];

async function sumEntries(filters: Parameters<typeof listCostEntries>[2], figure: CostFigure): Promise<bigint> {
  let [sum, after] = [0n, undefined as string | undefined];
  for (;;) {
    const page = await listCostEntries(fleet.system, fleet.connectionId, filters, { figure, after, size: 2 });
    sum += page.rows.reduce((all, row) => all + row.amountMicros, 0n);
    if (page.after === null) return sum;
    after = page.after;
  }
}

const micros = (text: string | undefined) => fromWire(text ?? "missing");

describe("the cost report", () => {
  it.each(WISHES.map((wish) => [new URLSearchParams(wish).toString() || "everything", wish] as const))("says the same to the micro in list, detail, CSV and API: %s", async (_name, wish) => {
    const connection = await getCurrentConnection(fleet.system, fleet.connectionId);
    const query = costsContract.query.parse({ range: "7d", ...wish });
    const filters = toFilters(query, fleet.now());
    const { group, sort, direction } = query;
    const list = await getCostReport(fleet.system, fleet.connectionId, { ...filters, group, sort, direction, size: null });
    const csv = toCostExport(list, HEAD, { group, filters });
    const api = await readCosts(fleet.system, connection, query);
    for (const figure of MONEY) {
      const total = figureOf(list.totals, figure);
      expect(list.rows.reduce((sum, row) => sum + figureOf(row, figure), 0n), `rows ${figure}`).toBe(total);
      expect(await sumEntries(filters, figure), `entries ${figure}`).toBe(total);
      expect(micros(csv.at(-1)?.[COLUMN[figure]]), `csv ${figure}`).toBe(total);
      expect(csv.slice(0, -1).reduce((sum, row) => sum + micros(row[COLUMN[figure]]), 0n), `csv rows ${figure}`).toBe(total);
      expect(BigInt(api.totals[FIELD[figure]]), `api ${figure}`).toBe(total);
    }
    expect([api.totals.releasedCount, api.totals.refundedCount]).toEqual([list.totals.releasedCount, list.totals.refundedCount]);
  });

  it("is the same whatever it is grouped by", async () => {
    const ask = async (group: (typeof COST_GROUPS)[number]) =>
      (await getCostReport(fleet.system, fleet.connectionId, { ...toFilters({ range: "7d" } as never, fleet.now()), group, sort: "paid", direction: "desc", size: null })).totals;
    const [agent, role, pattern, byRun] = await Promise.all(COST_GROUPS.map(ask));
    const sums = ({ groupCount: _count, ...rest }: NonNullable<typeof agent>) => rest;
    expect(role && sums(role)).toEqual(agent && sums(agent));
    expect(pattern && sums(pattern)).toEqual(agent && sums(agent));
    expect(byRun && sums(byRun)).toEqual(agent && sums(agent));
    expect([agent?.groupCount, role?.groupCount, pattern?.groupCount, byRun?.groupCount]).toEqual([3, 3, 5, 3]);
  });

  it("opens every figure of every row with the entries that add up to it", async () => {
    for (const figure of COST_FIGURES) {
      const filters = toFilters({ range: "7d" } as never, fleet.now());
      const { rows } = await getCostReport(fleet.system, fleet.connectionId, { ...filters, group: "agent", sort: "name", direction: "asc", size: null });
      for (const row of rows) expect(await sumEntries({ ...filters, agentId: row.key }, figure), `${row.name} ${figure}`).toBe(figureOf(row, figure));
    }
  });

  it("agrees with the run's own report, and names what failed work cost", async () => {
    const { totals } = await getRunReport(fleet.system, "run_b");
    const filters = toFilters({ range: "all", run: "run_b" } as never, fleet.now());
    const report = await getCostReport(fleet.system, fleet.connectionId, { ...filters, group: "run", sort: "paid", direction: "desc", size: null });
    expect(report.totals).toMatchObject({
      paidMicros: totals.paidMicros, feesMicros: totals.feesMicros, referralMicros: totals.referralMicros, lostMicros: 200_000n, refundedCount: 2, releasedCount: 1,
    });
    expect(totals).toMatchObject({ lostMicros: 200_000n, transactions: 1, failed: 2 });
    expect(report.rows).toHaveLength(1);
  });
});
