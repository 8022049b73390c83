import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import type { SearchParams } from "@/components/data-table/href-with";
import { EmptyState } from "@/components/ui/empty-state";
import type { CostGroup, CostRow, CostSums, CostTotals } from "@/lib/core/cost/cost-view";
import { formatNoun } from "@/lib/format/counts";
import { FIGURES, type FigureColumn, nameColumns } from "./cost-columns";
import { type CostView, entriesHref, narrowTo } from "./cost-links";
import { FigureLink } from "./figure-link";

interface CostTableProps {
  rows: readonly CostRow[];
  totals: CostTotals;
  view: CostView;
  sort: { key: string; direction: "asc" | "desc"; searchParams: SearchParams };
}

const NOUNS: Record<CostGroup, [string, string?]> = { agent: ["agent"], role: ["role"], pattern: ["pattern"], run: ["workflow"] };

/** What each agent, role, pattern or run cost; the totals are exact sums over every match, and each figure opens its rows. */
export function CostTable({ rows, totals, view, sort }: CostTableProps) {
  const figure = (column: FigureColumn, costs: CostSums, row?: CostRow) => {
    if (!column.opens) return column.show(costs);
    return (
      <FigureLink href={entriesHref(view, column.opens.figure, row && narrowTo(view, row.key))} isZero={Number(column.opens.amountOf(costs)) === 0}>
        {column.show(costs)}
      </FigureLink>
    );
  };
  const columns: readonly Column<CostRow>[] = [
    ...nameColumns(view.group),
    ...FIGURES.map(({ id, header, sortKey, mobile, wideOnly, ...column }): Column<CostRow> => ({
      id, header, align: "right", ...(sortKey && { sortKey }), ...(mobile && { mobile }), ...(wideOnly && { wideOnly }),
      cell: (row) => figure({ id, header, ...column }, row, row),
    })),
  ];
  const sums = Object.fromEntries(FIGURES.map((column) => [column.id, figure(column, totals)]));
  return (
    <DataTable
      caption={`Cost per ${NOUNS[view.group][0]}`} density="report" columns={columns} rows={rows} rowKey={(row) => row.key} sort={sort}
      rowHref={(row) => rowHref(view, row)} totals={{ name: `${formatNoun(totals.groupCount, ...NOUNS[view.group])}, total`, ...sums }}
      empty={<EmptyState title="Nothing was booked here.">Release an escrow, choose more days, or take a filter away. Locked escrows are not a cost yet.</EmptyState>}
    />
  );
}

function rowHref(view: CostView, row: CostRow): string {
  if (view.group === "run" && row.number !== null) return `/runs/${row.key}`;
  if (view.group === "agent" && row.kind === "worker") return `/workers/${row.key}?tab=costs`;
  return entriesHref(view, "net", narrowTo(view, row.key));
}
