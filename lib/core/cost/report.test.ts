import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settle } from "../escrow/settlement";
import { fromWire, usdc, ZERO } from "../money";
import { type AgentCost, costReport } from "./report";

/** The costs of one agent that was paid these amounts. */
function paidFor(agentId: string, isOwn: boolean, amounts: readonly bigint[]): AgentCost {
  const settled = amounts.map((amount) => settle(usdc(amount), isOwn));
  const sum = (read: (one: (typeof settled)[number]) => bigint) => usdc(settled.reduce((all, one) => all + read(one), 0n));
  return {
    agentId, isOwn, paid: sum((one) => one.amount), fees: sum((one) => one.fee), referralBack: sum((one) => one.referral),
    releasedCount: amounts.length, earned: ZERO, refunded: ZERO,
  };
}

describe("costReport", () => {
  it("adds the example of seed 003 up to the micro", () => {
    const report = costReport([
      paidFor("research", true, [500_000n]), paidFor("coder", true, [1_200_000n]), paidFor("reviewer", true, [400_000n]),
    ]);
    expect(report.rows.map((row) => row.fees)).toEqual([5_000n, 12_000n, 4_000n]);
    expect(report.totals).toMatchObject({ paid: 2_100_000n, fees: 21_000n, referralBack: 3_150n, releasedCount: 3, costPerRelease: 700_000n });
  });

  it("counts only the fee of what moves inside the fleet, and all of what goes outside", () => {
    const report = costReport([paidFor("own", true, [5_000_000n]), paidFor("outside", false, [5_000_000n])]);
    expect(report.rows.map((row) => row.spent)).toEqual([50_000n, 5_000_000n]);
    expect(report.rows.map((row) => row.profit)).toEqual([-42_500n, -5_000_000n]);
    expect(report.eliminated).toBe(4_950_000n);
  });

  it("sets what was earned outside against what left", () => {
    const own = { ...paidFor("own", true, [5_000_000n]), earned: fromWire("2") };
    expect(costReport([own]).totals.profit).toBe(1_957_500n);
  });

  it("says nothing about the cost of a release that never was", () => {
    expect(costReport([paidFor("idle", true, [])]).rows[0]?.costPerRelease).toBeNull();
    expect(costReport([])).toMatchObject({ rows: [], totals: { paid: 0n, costPerRelease: null }, eliminated: 0n });
  });

  it("gives totals that are the sums of their rows, whatever was paid", () => {
    const agents = fc.array(fc.tuple(fc.boolean(), fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { maxLength: 8 })), { maxLength: 12 });
    fc.assert(fc.property(agents, (list) => {
      const { rows, totals, eliminated } = costReport(list.map(([isOwn, amounts], index) => paidFor(`a${index}`, isOwn, amounts)));
      for (const key of ["paid", "fees", "referralBack", "received", "spent", "profit"] as const) {
        expect(rows.reduce((all, row) => all + row[key], 0n)).toBe(totals[key]);
      }
      expect(totals.spent + eliminated).toBe(totals.paid);
    }));
  });
});
