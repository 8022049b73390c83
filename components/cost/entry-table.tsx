import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { TimeText } from "@/components/ui/time-text";
import type { CostEntry } from "@/lib/core/cost/cost-view";
import { usdc } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import { formatPattern } from "@/lib/format/cost-words";
import { formatNoun } from "@/lib/format/counts";
import { formatGain, formatUsdc } from "@/lib/format/money";
import { EFFECT_WORDS, FIGURE_WORDS } from "./figure-words";

interface EntryTableProps {
  rows: readonly CostEntry[];
  figure: string;
  total: { readonly totalMicros: bigint; readonly count: number | null };
  days: string;
  now: EpochMs;
}

/** The booked effects behind one figure, each with the escrow that caused it. */
export function EntryTable({ rows, figure, total, days, now }: EntryTableProps) {
  const amount = (micros: bigint) => (figure === "net" ? formatGain(usdc(micros), "detail") : formatUsdc(usdc(micros), "detail"));
  const columns: readonly Column<CostEntry>[] = [
    { id: "at", header: "Booked", mobile: "subtitle", cell: (row) => <><span className="md:hidden">{effectOf(row)}, </span><TimeText at={row.at} now={now} /></> },
    { id: "kind", header: "Effect", cell: effectOf },
    { id: "agent", header: "Agent", mobile: "title", cell: (row) => row.agentName },
    { id: "payer", header: "Payer", wideOnly: true, cell: (row) => row.payerName ?? <EmptyCell why="none" /> },
    { id: "pattern", header: "Pattern", wideOnly: true, cell: (row) => formatPattern(row.pattern) },
    { id: "run", header: "Workflow", wideOnly: true, cell: (row) => (row.run ? <TextLink href={`/runs/${row.run.id}`}>{row.run.number === null ? row.run.name : `#${row.run.number} ${row.run.name}`}</TextLink> : <EmptyCell why="outside a run" />) },
    { id: "escrow", header: "From", mobile: "note", cell: (row) => (row.escrowId ? <TextLink href={`/escrows/${row.escrowId}`}>escrow<span className="sr-only"> of {row.agentName}, {effectOf(row)} {amount(row.amountMicros)}</span></TextLink> : row.product) },
    { id: "amount", header: "USDC", align: "right", mobile: "value", cell: (row) => amount(row.amountMicros) },
  ];
  const count = total.count === null ? null : formatNoun(total.count, figure === "failed" ? "refund" : "release");
  return (
    <>
      <CardHead title={FIGURE_WORDS[figure] ?? figure} note={days} aside={<strong className="text-ink">{[count, `${amount(total.totalMicros)} USDC`].filter(Boolean).join(", ")}</strong>} compact />
      <DataTable
        caption="Booked effects of money" density="report" columns={columns} rows={rows} rowKey={(row) => row.id}
        empty={<EmptyState title="No entry stands behind this figure." />}
      />
    </>
  );
}

function effectOf({ kind }: Pick<CostEntry, "kind">): string {
  return EFFECT_WORDS[kind] ?? kind;
}
