import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { CardFoot } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { usdc } from "@/lib/core/money";
import type { CommissionLedger, CommissionLine } from "@/lib/core/referral/referral-view";
import { formatUsdc } from "@/lib/format/money";
import { ProductCell } from "./product-cell";

type CommissionTableProps = Pick<CommissionLedger, "lines" | "total">;

const COLUMNS: readonly Column<CommissionLine>[] = [
  { id: "product", header: "Product", mobile: "title", cell: (line) => <ProductCell product={line.product} /> },
  { id: "fees", header: "Fees", align: "right", cell: (line) => <Known micros={line.feesMicros} /> },
  { id: "expected", header: "Expected", align: "right", mobile: "subtitle", cell: (line) => <Known micros={line.expectedMicros} /> },
  { id: "credited", header: "Credited", align: "right", mobile: "value", cell: (line) => formatUsdc(usdc(line.creditedMicros)) },
  { id: "pending", header: "Pending", align: "right", cell: (line) => <Late micros={line.pendingMicros} tone="text-warn" /> },
  { id: "missed", header: "Missed", align: "right", mobile: "note", cell: (line) => <Late micros={line.missedMicros} tone="text-bad" /> },
];

/** Commission by product: what should have come, what came, what is late. */
export function CommissionTable({ lines, total }: CommissionTableProps) {
  return (
    <>
      <DataTable
        caption="Commission by product" density="report" columns={COLUMNS} rows={lines} rowKey={(line) => line.product}
        totals={{
          product: "Total", fees: formatUsdc(usdc(total.feesMicros)), credited: formatUsdc(usdc(total.creditedMicros)),
          pending: formatUsdc(usdc(total.pendingMicros)), missed: formatUsdc(usdc(total.missedMicros)),
        }}
        empty={<EmptyState title="No commission yet.">It comes with the first fee of a linked worker.</EmptyState>}
      />
      {total.missedMicros > 0n && (
        <CardFoot>
          <Notice tone="warn" icon="info">
            Missed {formatUsdc(usdc(total.missedMicros), "detail")}: fees of own workers older than two days without their 15 %. Look for unverified or contradicted links.
          </Notice>
        </CardFoot>
      )}
    </>
  );
}

function Known({ micros }: { micros: bigint | null }) {
  return micros === null ? <EmptyCell why="no data" /> : formatUsdc(usdc(micros));
}

function Late({ micros, tone }: { micros: bigint; tone: string }) {
  return <span className={micros > 0n ? tone : "text-ink3"}>{formatUsdc(usdc(micros))}</span>;
}
