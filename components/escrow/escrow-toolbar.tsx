import { type FilterChip, FilterChips } from "@/components/data-table/filter-chips";
import type { SearchParams } from "@/components/data-table/href-with";
import { SearchBox } from "@/components/data-table/search-box";
import { Toolbar } from "@/components/data-table/toolbar";
import { Button } from "@/components/ui/button";
import type { CostPattern } from "@/lib/core/cost/patterns";
import { formatPattern } from "@/lib/format/cost-words";

interface EscrowToolbarProps {
  filters: {
    payer: string | null; payee: string | null; tag: string | null; runId: string | null; pattern: CostPattern | null;
    from: string | null; to: string | null; closedFrom: string | null; closedTo: string | null;
  };
  /** Names of the agents and the run that the filters name by id. */
  names: Readonly<Record<string, string>>;
  searchParams: SearchParams;
}

/** Search, the filters that hold, and a range of days. All of it is in the URL. */
export function EscrowToolbar({ filters, names, searchParams }: EscrowToolbarProps) {
  const kept = Object.entries(searchParams).filter(([name]) => !["from", "to", "after", "before"].includes(name));
  return (
    <Toolbar
      aside={
        <form className="flex flex-wrap items-center gap-2" aria-label="Created between">
          {kept.map(([name, value]) => (typeof value === "string" ? <input key={name} type="hidden" name={name} value={value} /> : null))}
          <DayInput name="from" label="From day" value={filters.from} />
          <DayInput name="to" label="To day" value={filters.to} />
          <Button type="submit" size="sm">Show</Button>
        </form>
      }
    >
      <SearchBox label="Description, name, id" searchParams={searchParams} />
      <FilterChips chips={chipsOf(filters, names)} searchParams={searchParams} />
    </Toolbar>
  );
}

function DayInput({ name, label, value }: { name: string; label: string; value: string | null }) {
  return (
    <span className="control w-36!">
      <input type="date" name={name} aria-label={label} defaultValue={value ?? ""} />
    </span>
  );
}

function chipsOf({ payer, payee, tag, runId, pattern, from, to, closedFrom, closedTo }: EscrowToolbarProps["filters"], names: EscrowToolbarProps["names"]): FilterChip[] {
  const chip = (param: string, field: string, operator: string, value: string | null) => (value ? [{ param, field, operator, value }] : []);
  return [
    ...chip("payer", "Payer", "is", payer && (names[payer] ?? payer)), ...chip("payee", "Payee", "is", payee && (names[payee] ?? payee)),
    ...chip("tag", "Tag", "is", tag), ...chip("runId", "Run", "is", runId && (names[runId] ?? runId)), ...chip("pattern", "Pattern", "is", pattern && formatPattern(pattern)),
    ...chip("from", "Created", "from", from), ...chip("to", "Created", "to", to),
    ...chip("closedFrom", "Ended", "from", closedFrom), ...chip("closedTo", "Ended", "to", closedTo),
  ];
}
