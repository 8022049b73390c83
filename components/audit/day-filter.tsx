import type { SearchParams } from "@/components/data-table/href-with";
import { Button } from "@/components/ui/button";

interface DayFilterProps {
  searchParams: SearchParams;
  from: string | undefined;
  to: string | undefined;
}

/** Two UTC days, both included; a GET form, so that the range is in the URL. */
export function DayFilter({ searchParams, from, to }: DayFilterProps) {
  const kept = Object.entries(searchParams).filter(([name, value]) => !["from", "to", "range", "after", "before"].includes(name) && typeof value === "string");
  return (
    <form className="flex flex-wrap items-center gap-1.5 max-md:w-full">
      {kept.map(([name, value]) => <input key={name} type="hidden" name={name} value={value as string} />)}
      <DayInput name="from" label="From, UTC" value={from} />
      <DayInput name="to" label="To, UTC" value={to} />
      <Button type="submit" size="sm">
        Show
      </Button>
    </form>
  );
}

function DayInput({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  return (
    <div className="control w-auto! max-md:flex-1">
      <input type="date" name={name} aria-label={label} defaultValue={value ?? ""} />
    </div>
  );
}
