import { invariant } from "../invariant";
import { divide, type Usdc, usdc } from "../money";

/** One agent's sums over a range, as the payee of the fleet's escrows. Exact sums of booked effects. */
export interface AgentCost {
  readonly agentId: string;
  /** True for a worker of the fleet: what it is paid only moves from one pocket of the fleet to another. */
  readonly isOwn: boolean;
  /** What the fleet's released escrows took from their payers for it, the platform's fee included. */
  readonly paid: Usdc;
  /** The platform's fees on those escrows. */
  readonly fees: Usdc;
  /** The part of those fees that came back to the fleet as the referrer: a rebate of its own cost, not income. */
  readonly referralBack: Usdc;
  readonly releasedCount: number;
  /** What payers outside of the fleet paid it, net. */
  readonly earned: Usdc;
  /** What came back to the fleet's payers without a release. */
  readonly refunded: Usdc;
}

export interface CostRow extends Omit<AgentCost, "isOwn"> {
  /** What the agent received of `paid`. */
  readonly received: Usdc;
  /** What left the fleet: all of `paid` to an outside agent, only the fees to an own worker. */
  readonly spent: Usdc;
  /** `paid` per released escrow, half-even to the micro; `null` when none was released. */
  readonly costPerRelease: Usdc | null;
  /** Earned outside and come back, less what left. */
  readonly profit: Usdc;
}

export interface CostReport {
  readonly rows: readonly CostRow[];
  readonly totals: CostRow;
  /** What moved inside the fleet and is eliminated from `spent`. */
  readonly eliminated: Usdc;
}

/** The agent id of the totals row. */
export const TOTALS_ID = "total";

/**
 * Rows with what follows from their sums, and the totals. Units: micro-USDC.
 * Invariant: each total is the sum of the exact values above it; the cost per release alone is a division, made once,
 * of the totals. What left the fleet and what was eliminated make up everything that was paid.
 */
export function costReport(costs: readonly AgentCost[]): CostReport {
  const rows = costs.map(toRow);
  const sum = (read: (row: CostRow) => bigint) => usdc(rows.reduce((all, row) => all + read(row), 0n));
  const paid = sum((row) => row.paid);
  const releasedCount = rows.reduce((all, row) => all + row.releasedCount, 0);
  const totals: CostRow = {
    agentId: TOTALS_ID, paid, fees: sum((row) => row.fees), referralBack: sum((row) => row.referralBack), releasedCount,
    earned: sum((row) => row.earned), refunded: sum((row) => row.refunded), received: sum((row) => row.received),
    spent: sum((row) => row.spent), costPerRelease: perRelease(paid, releasedCount), profit: sum((row) => row.profit),
  };
  invariant(totals.received + totals.fees === paid, "what was received and the fees make up what was paid");
  return { rows, totals, eliminated: usdc(paid - totals.spent) };
}

function toRow({ isOwn, ...cost }: AgentCost): CostRow {
  const spent = isOwn ? cost.fees : cost.paid;
  return {
    ...cost, spent, received: usdc(cost.paid - cost.fees), costPerRelease: perRelease(cost.paid, cost.releasedCount),
    profit: usdc(cost.earned + cost.referralBack - spent),
  };
}

function perRelease(paid: Usdc, count: number): Usdc | null {
  return count === 0 ? null : usdc(divide(paid, BigInt(count), "half-even"));
}
