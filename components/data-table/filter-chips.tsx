import Link from "next/link";
import { hrefFromStart, type SearchParams } from "./href-with";
import { Glyph } from "../ui/glyph";

export interface FilterChip {
  /** The parameter that the cross takes away. */
  param: string;
  field: string;
  operator: string;
  value: string;
}

/** The filters that hold now: field, operator, value and a cross. */
export function FilterChips({ chips, searchParams }: { chips: readonly FilterChip[]; searchParams: SearchParams }) {
  return chips.map((chip) => (
    <span key={chip.param} className="inline-flex h-[30px] items-center divide-x divide-line rounded-control border border-line2 bg-surface text-table">
      <span className="px-2.5 text-ink2">{chip.field}</span>
      <span className="px-2 text-ink3">{chip.operator}</span>
      <span className="px-2 font-semibold">{chip.value}</span>
      <Link prefetch={false} href={hrefFromStart(searchParams, { [chip.param]: null })} aria-label={`Remove filter ${chip.field} ${chip.operator} ${chip.value}`} className="grid size-7 place-items-center text-ink3 hover:text-ink">
        <Glyph name="x" size={13} />
      </Link>
    </span>
  ));
}
