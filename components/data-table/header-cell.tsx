import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { cx } from "../ui/cx";
import type { Column } from "./column";
import { hrefFromStart, type SearchParams } from "./href-with";

interface HeaderCellProps<Row> {
  column: Column<Row>;
  sort: { key: string; direction: "asc" | "desc"; searchParams: SearchParams } | undefined;
}

/** A link that sorts by this column, or turns its order round. Figures start with the largest. */
export function HeaderCell<Row>({ column, sort }: HeaderCellProps<Row>) {
  const sorted = sort !== undefined && column.sortKey === sort.key;
  const first = column.align === "right" ? "desc" : "asc";
  const next = sorted ? (sort.direction === "asc" ? "desc" : "asc") : first;
  const Arrow = sort?.direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <th
      role="columnheader"
      scope="col"
      style={column.width ? { width: column.width } : undefined}
      aria-sort={column.sortKey ? (sorted ? (sort.direction === "asc" ? "ascending" : "descending") : "none") : undefined}
      className={cx(column.align === "right" && "num", column.wideOnly && "wide-only") || undefined}
    >
      {column.sortKey && sort ? (
        <Link prefetch={false} href={hrefFromStart(sort.searchParams, { sort: column.sortKey, direction: next })}>
          {column.header}
          {sorted && <Arrow size={11} strokeWidth={2.25} aria-hidden />}
        </Link>
      ) : (
        column.header
      )}
    </th>
  );
}
