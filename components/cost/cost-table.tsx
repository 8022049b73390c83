import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyCell } from "@/components/data-table/empty-cell";
import type { SearchParams } from "@/components/data-table/href-with";
import { EmptyState } from "@/components/ui/empty-state";
import { divide, usdc } from "@/lib/core/money";
import { formatCount, formatNoun } from "@/lib/format/counts";
import { formatGain, formatUsdc } from "@/lib/format/money";

export interface ListedCosts {
  readonly paidMicros: bigint;
  readonly feesMicros: bigint;
  readonly referralMicros: bigint;
  readonly earnedMicros: bigint;
  readonly refundedMicros: bigint;
  readonly releasedCount: number;
  readonly refundedCount: number;
  readonly netMicros: bigint;
}

export interface ListedCostRow extends ListedCosts {
  readonly agentId: string;
  readonly name: string;
  readonly role: string;
  readonly kind: string;
}

interface CostTableProps {
  rows: readonly ListedCostRow[];
  totals: ListedCosts & { readonly agentCount: number };
  sort: { key: string; direction: "asc" | "desc"; searchParams: SearchParams };
}

type Show = (costs: ListedCosts) => React.ReactNode;

const FIGURES: readonly { id: string; header: string; sortKey?: string; mobile?: "value" | "note"; wideOnly?: boolean; show: Show }[] = [
  { id: "released", header: "Released", sortKey: "released", show: (costs) => formatCount(costs.releasedCount) },
  { id: "paid", header: "Paid", sortKey: "paid", mobile: "value", show: (costs) => formatUsdc(usdc(costs.paidMicros)) },
  { id: "fees", header: "Fees", sortKey: "fees", mobile: "note", show: (costs) => formatUsdc(usdc(costs.feesMicros)) },
  { id: "referral", header: "Referral back", sortKey: "referral", show: (costs) => <Gain micros={costs.referralMicros} /> },
  { id: "each", header: "Cost per release", wideOnly: true, show: (costs) => <Each costs={costs} /> },
  { id: "refunds", header: "Refunds", wideOnly: true, show: (costs) => formatCount(costs.refundedCount) },
  { id: "refunded", header: "Refunded", sortKey: "refunded", wideOnly: true, show: (costs) => formatUsdc(usdc(costs.refundedMicros)) },
  { id: "earned", header: "Stayed inside", sortKey: "earned", wideOnly: true, show: (costs) => formatUsdc(usdc(costs.earnedMicros)) },
  { id: "net", header: "Net", sortKey: "net", show: (costs) => <strong>{formatGain(usdc(costs.netMicros))}</strong> },
];

/** What each agent cost; the totals are exact sums over every agent of the range. */
export function CostTable({ rows, totals, sort }: CostTableProps) {
  const columns: readonly Column<ListedCostRow>[] = [
    { id: "agent", header: "Agent", sortKey: "name", mobile: "title", cell: (row) => row.name },
    { id: "role", header: "Role", mobile: "subtitle", cell: (row) => <span className="text-ink2">{row.kind === "external" ? "outside agent" : row.role}</span> },
    ...FIGURES.map(({ show, ...column }) => ({ ...column, align: "right" as const, cell: show })),
  ];
  const sums = Object.fromEntries(FIGURES.map(({ id, show }) => [id, show(totals)]));
  return (
    <DataTable
      caption="Cost per agent" density="report" columns={columns} rows={rows} rowKey={(row) => row.agentId} sort={sort}
      rowHref={(row) => (row.kind === "worker" ? `/workers/${row.agentId}` : `/escrows?q=${encodeURIComponent(row.name)}`)}
      totals={{ agent: `${formatNoun(totals.agentCount, "agent")}, total`, ...sums }}
      empty={<EmptyState title="Nothing was paid in this range.">Release an escrow, or choose more days. Locked escrows are not a cost yet.</EmptyState>}
    />
  );
}

function Gain({ micros }: { micros: bigint }) {
  return <span className={micros > 0n ? "text-ok" : "text-ink3"}>{formatGain(usdc(micros))}</span>;
}

function Each({ costs }: { costs: ListedCosts }) {
  if (costs.releasedCount === 0) return <EmptyCell why="no release" />;
  return formatUsdc(usdc(divide(costs.paidMicros, BigInt(costs.releasedCount), "half-even")));
}
