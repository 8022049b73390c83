import { toDecimal, usdc } from "@/lib/core/money";
import { type CostReport, type CostSums, costPerRelease } from "./get-cost-report";

/** One agent, or the total, as an export writes it: exact decimals of USDC. */
export type CostExportRow = Readonly<Record<(typeof COST_EXPORT_COLUMNS)[number], string>>;

export const COST_EXPORT_COLUMNS = [
  "environment", "connection", "from", "to", "agent_id", "agent", "role", "paid_usdc", "fees_usdc", "referral_back_usdc",
  "earned_in_fleet_usdc", "net_usdc", "released_count", "cost_per_release_usdc", "refunded_usdc", "refunded_count",
] as const;

export interface CostExportHead {
  readonly environment: string;
  readonly connection: string;
  readonly from: string;
  readonly to: string;
}

/** The rows of the report and, last, their total: the same figures as on the page. */
export function toCostExport(report: CostReport, head: CostExportHead): CostExportRow[] {
  const rows = report.rows.map((row) => ({ ...head, agent_id: row.agentId, agent: row.name, role: row.role, ...figures(row) }));
  return [...rows, { ...head, agent_id: "", agent: "Total", role: "", ...figures(report.totals) }];
}

function figures(sums: CostSums) {
  const each = costPerRelease(sums);
  const text = (micros: bigint) => toDecimal(usdc(micros));
  return {
    paid_usdc: text(sums.paidMicros), fees_usdc: text(sums.feesMicros), referral_back_usdc: text(sums.referralMicros),
    earned_in_fleet_usdc: text(sums.earnedMicros), net_usdc: text(sums.netMicros), released_count: String(sums.releasedCount),
    cost_per_release_usdc: each === null ? "" : text(each), refunded_usdc: text(sums.refundedMicros), refunded_count: String(sums.refundedCount),
  };
}
