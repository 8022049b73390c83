import type { ReactNode } from "react";
import { cellProps, type Column } from "./column";

/** The first total is a sentence: it takes the empty columns after it, so that it does not widen its own. */
export function TotalsRow<Row>({ columns, totals }: { columns: readonly Column<Row>[]; totals: Readonly<Record<string, ReactNode>> }) {
  const nextTotal = columns.findIndex((column, index) => index > 0 && (totals[column.id] !== undefined || column.wideOnly));
  const span = nextTotal === -1 ? columns.filter((column) => !column.wideOnly).length : nextTotal;
  return (
    <tfoot>
      <tr>
        {columns.map((column, index) =>
          index > 0 && index < span ? null : (
            <td key={column.id} colSpan={index === 0 ? span : undefined} {...cellProps(totals[column.id] === undefined ? { ...column, mobile: undefined } : column)}>
              {totals[column.id]}
            </td>
          ),
        )}
      </tr>
    </tfoot>
  );
}
