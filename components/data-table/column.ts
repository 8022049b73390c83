import type { ReactNode } from "react";

/** Where a cell goes in the two-line item below 768 px; the default is not at all. */
export type MobilePlace = "title" | "value" | "subtitle" | "note";

export interface Column<Row> {
  id: string;
  header: ReactNode;
  /** Needed when the header is not plain text. */
  label?: string;
  align?: "left" | "right";
  /** The value of `sort` in the URL; the service decides what it means. */
  sortKey?: string;
  width?: string;
  mobile?: MobilePlace;
  /** A secondary column that leaves below 1280 px. */
  wideOnly?: boolean;
  cell: (row: Row) => ReactNode;
}

/** The attributes of a column's cells, only those that are set: a row is sent twice, as HTML and as data. */
export function cellProps<Row>({ align, wideOnly, mobile }: Column<Row>): { className?: string; "data-place"?: MobilePlace } {
  const className = [align === "right" && "num", wideOnly && "wide-only"].filter(Boolean).join(" ");
  return { ...(className && { className }), ...(mobile && { "data-place": mobile }) };
}
