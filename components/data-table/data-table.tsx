import Link from "next/link";
import type { ReactNode } from "react";
import { cellProps, type Column } from "./column";
import { HeaderCell } from "./header-cell";
import type { SearchParams } from "./href-with";
import { TotalsRow } from "./totals-row";

interface DataTableProps<Row> {
  /** Says what the table lists, for those who cannot see the page around it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The first cell links there. */
  rowHref?: (row: Row) => string;
  /** Tints a row that needs a person. */
  attention?: (row: Row) => boolean;
  sort?: { key: string; direction: "asc" | "desc"; searchParams: SearchParams };
  /** By column id; covers all matches, and its first cell says so. */
  totals?: Readonly<Record<string, ReactNode>>;
  density?: "default" | "report" | "queue";
  empty: ReactNode;
}

const ATTENTION = { "data-attention": true };

/** A dense table made on the server: at most 100 rows, all of its state in the URL. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, rowHref, attention, sort, totals, density = "default" } = props;
  if (rows.length === 0) return <>{props.empty}</>;
  const attributes = columns.map((column) => cellProps(column));
  return (
    <div className="table-wrap">
      <table className="data-table" data-density={density}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} {...(attention?.(row) && ATTENTION)}>
              {columns.map((column, index) => (
                <td key={column.id} {...attributes[index]}>
                  {index === 0 && rowHref ? (
                    <Link prefetch={false} href={rowHref(row)} className="row-link">
                      {column.cell(row)}
                    </Link>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {totals && <TotalsRow columns={columns} totals={totals} />}
      </table>
    </div>
  );
}
