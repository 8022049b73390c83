import type { Column } from "@/components/data-table/column";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { RoleText } from "@/components/worker/role-icon";
import type { CostGroup, CostRow, CostSums } from "@/lib/core/cost/cost-view";
import { divide, usdc } from "@/lib/core/money";
import { formatCount } from "@/lib/format/counts";
import { formatCost, formatGain, formatUsdc } from "@/lib/format/money";
import { formatShare } from "@/lib/format/rates";
import { rowName } from "./row-name";

export interface FigureColumn {
  readonly id: string;
  readonly header: string;
  readonly sortKey?: string;
  readonly mobile?: "value" | "note";
  readonly wideOnly?: boolean;
  /** The figure whose entries it opens, and its amount; a derived figure has none. */
  readonly opens?: { readonly figure: string; readonly amountOf: (costs: CostSums) => bigint | number };
  readonly show: (costs: CostSums) => React.ReactNode;
}

const money = (micros: bigint) => formatUsdc(usdc(micros));

/** The words of seed 003, in the order of a day's work: what was done, what came in, what it cost, what is left. */
export const FIGURES: readonly FigureColumn[] = [
  { id: "released", header: "Done", sortKey: "released", opens: { figure: "released", amountOf: (costs) => costs.releasedCount }, show: (costs) => formatCount(costs.releasedCount) },
  { id: "failed", header: "Failed", sortKey: "failed", opens: { figure: "failed", amountOf: (costs) => costs.refundedCount }, show: (costs) => formatCount(costs.refundedCount) },
  { id: "earned", header: "Earned", sortKey: "earned", opens: { figure: "earned", amountOf: (costs) => costs.earnedMicros }, show: (costs) => money(costs.earnedMicros) },
  { id: "client", header: "From clients", sortKey: "client", wideOnly: true, opens: { figure: "client", amountOf: (costs) => costs.clientMicros }, show: (costs) => money(costs.clientMicros) },
  { id: "paid", header: "Paid", sortKey: "paid", mobile: "note", opens: { figure: "paid", amountOf: (costs) => costs.paidMicros }, show: (costs) => <><span className="md:hidden">paid </span>{money(costs.paidMicros)}</> },
  { id: "fees", header: "Fees", sortKey: "fees", opens: { figure: "fees", amountOf: (costs) => costs.feesMicros }, show: (costs) => formatCost(usdc(costs.feesMicros)) },
  { id: "referral", header: "Referral back", sortKey: "referral", opens: { figure: "referral", amountOf: (costs) => costs.referralMicros }, show: (costs) => <Gain micros={costs.referralMicros} /> },
  { id: "offset", header: "Referral offset", wideOnly: true, show: (costs) => (costs.feesMicros > 0n ? formatShare(costs.referralMicros, costs.feesMicros) : <EmptyCell why="no fee" />) },
  { id: "each", header: "Cost per success", wideOnly: true, show: (costs) => <Each costs={costs} /> },
  { id: "lost", header: "Failure cost", sortKey: "lost", wideOnly: true, opens: { figure: "lost", amountOf: (costs) => costs.lostMicros }, show: (costs) => <Lost micros={costs.lostMicros} /> },
  { id: "net", header: "Net contribution", sortKey: "net", mobile: "value", opens: { figure: "net", amountOf: (costs) => costs.netMicros }, show: (costs) => <strong>{formatGain(usdc(costs.netMicros))}</strong> },
];

/** Who or what a row is about. */
export function nameColumns(group: CostGroup): readonly Column<CostRow>[] {
  const first: Column<CostRow> = { id: "name", header: HEADERS[group], sortKey: "name", mobile: "title", cell: (row) => rowName(group, row) };
  if (group !== "agent") return [first];
  return [first, { id: "role", header: "Role", mobile: "subtitle", cell: (row) => (row.kind === "external" ? <span className="text-ink2">outside agent</span> : <RoleText role={row.role ?? ""} />) }];
}

const HEADERS: Record<CostGroup, string> = { agent: "Agent", role: "Role", pattern: "Pattern", run: "Workflow" };

function Gain({ micros }: { micros: bigint }) {
  return <span className={micros > 0n ? "text-ok" : "text-ink3"}>{formatGain(usdc(micros))}</span>;
}

function Lost({ micros }: { micros: bigint }) {
  return <span className={micros > 0n ? "text-bad" : "text-ink3"}>{formatCost(usdc(micros))}</span>;
}

function Each({ costs }: { costs: CostSums }) {
  if (costs.releasedCount === 0) return <EmptyCell why="no success" />;
  return money(divide(costs.paidMicros, BigInt(costs.releasedCount), "half-even"));
}
