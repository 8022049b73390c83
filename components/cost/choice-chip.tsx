import Link from "next/link";
import { hrefFromStart, type SearchParams } from "@/components/data-table/href-with";
import { Glyph } from "@/components/ui/glyph";
import type { GlyphName } from "@/components/ui/glyph-names";
import { Menu } from "@/components/ui/menu";

interface ChoiceChipProps {
  icon: GlyphName;
  field: string;
  param: string;
  /** The chosen value, or `null` for all. */
  value: string | null;
  options: readonly { readonly value: string | null; readonly label: string }[];
  searchParams: SearchParams;
}

/** One filter of a report: its name, what holds now, and everything else it can be. */
export function ChoiceChip({ icon, field, param, value, options, searchParams }: ChoiceChipProps) {
  const chosen = options.find((option) => option.value === value)?.label ?? value ?? "all";
  return (
    <Menu
      label={`${field}: ${chosen}`}
      triggerClassName="inline-flex min-h-[30px] max-md:min-h-[44px] pointer-coarse:min-h-[44px] max-w-64 items-center divide-x divide-line rounded-control border border-line2 bg-surface text-table hover:bg-hover"
      trigger={
        <>
          <span className="inline-flex items-center gap-1.5 px-2.5 text-ink2">
            <Glyph name={icon} size={13} className="text-ink3" />
            {field}
          </span>
          <span className="truncate px-2.5 font-semibold">{chosen}</span>
          <span className="grid size-7 shrink-0 place-items-center text-ink3">
            <Glyph name="chevron-down" size={13} />
          </span>
        </>
      }
    >
      <div className="max-h-80 overflow-y-auto">
        {options.map((option) => (
          <Link key={option.value ?? "all"} prefetch={false} href={hrefFromStart(searchParams, { [param]: option.value })} aria-current={option.value === value ? "true" : undefined} className="menu-item">
            {option.label}
            {option.value === value && <Glyph name="check" size={13} className="ml-auto text-accent" />}
          </Link>
        ))}
      </div>
    </Menu>
  );
}
