import Link from "next/link";
import { Glyph } from "../ui/glyph";
import { cellProps, type Column } from "./column";
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
  return (
    <th
      scope="col"
      style={column.width ? { width: column.width } : undefined}
      aria-sort={column.sortKey ? (sorted ? (sort.direction === "asc" ? "ascending" : "descending") : "none") : undefined}
      className={cellProps(column).className}
    >
      {column.sortKey && sort ? (
        <Link prefetch={false} href={hrefFromStart(sort.searchParams, { sort: column.sortKey, direction: next })}>
          {column.header}
          {sorted && <Glyph name={sort.direction === "asc" ? "arrow-up" : "arrow-down"} size={11} />}
        </Link>
      ) : (
        column.header
      )}
    </th>
  );
}
