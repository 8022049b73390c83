import type { CostFilters, CostGroup, CostRow, CostSums } from "@/lib/core/cost/cost-view";
import { toDecimal, usdc } from "@/lib/core/money";
import { costPerRelease, referralOffsetBps } from "./cost-sums";
import type { CostReport } from "./get-cost-report";

/** One row, or the total, as an export writes it: exact decimals of USDC. */
export type CostExportRow = Readonly<Record<(typeof COST_EXPORT_COLUMNS)[number], string>>;

export const COST_EXPORT_COLUMNS = [
  "environment", "connection", "from", "to", "agent_id", "agent", "role", "pattern", "run_id", "run", "earned_usdc", "earned_from_clients_usdc",
  "earned_in_fleet_usdc", "paid_usdc", "fees_usdc", "failure_cost_usdc", "referral_back_usdc", "referral_offset_percent", "net_usdc", "released_count",
  "cost_per_release_usdc", "refunded_usdc", "refunded_count",
] as const;

export interface CostExportHead {
  readonly environment: string;
  readonly connection: string;
  readonly from: string;
  readonly to: string;
}

/** The rows of the report and, last, their total: the same figures as on the page. A filter stands in its column. */
export function toCostExport(report: CostReport, head: CostExportHead, { group, filters }: { group: CostGroup; filters: CostFilters }): CostExportRow[] {
  const all = { ...head, agent_id: filters.agentId ?? "", agent: "", role: filters.role ?? "", pattern: filters.pattern ?? "", run_id: filters.runId ?? "", run: "" };
  const named = NAMES[group];
  const rows = report.rows.map((row) => ({ ...all, ...named(row), ...figures(row) }));
  return [...rows, { ...all, [TOTAL_COLUMN[group]]: "Total", ...figures(report.totals) }];
}

const NAMES: Record<CostGroup, (row: CostRow) => Partial<CostExportRow>> = {
  agent: ({ key, name, role }) => ({ agent_id: key, agent: name, role: role ?? "" }),
  role: ({ key }) => ({ role: key }),
  pattern: ({ key }) => ({ pattern: key }),
  run: ({ key, name }) => ({ run_id: key, run: name }),
};

const TOTAL_COLUMN: Record<CostGroup, "agent" | "role" | "pattern" | "run"> = { agent: "agent", role: "role", pattern: "pattern", run: "run" };

function figures(sums: CostSums) {
  const each = costPerRelease(sums);
  const offset = referralOffsetBps(sums);
  const text = (micros: bigint) => toDecimal(usdc(micros));
  return {
    earned_usdc: text(sums.earnedMicros), earned_from_clients_usdc: text(sums.clientMicros), earned_in_fleet_usdc: text(sums.earnedMicros - sums.clientMicros),
    paid_usdc: text(sums.paidMicros), fees_usdc: text(sums.feesMicros), failure_cost_usdc: text(sums.lostMicros), referral_back_usdc: text(sums.referralMicros),
    referral_offset_percent: offset === null ? "" : String(offset / 100), net_usdc: text(sums.netMicros), released_count: String(sums.releasedCount),
    cost_per_release_usdc: each === null ? "" : text(each), refunded_usdc: text(sums.refundedMicros), refunded_count: String(sums.refundedCount),
  };
}
