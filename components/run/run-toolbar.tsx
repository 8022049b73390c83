import { type FilterChip, FilterChips } from "@/components/data-table/filter-chips";
import { FilterMenu } from "@/components/data-table/filter-menu";
import type { SearchParams } from "@/components/data-table/href-with";
import { SearchBox } from "@/components/data-table/search-box";
import { Toolbar } from "@/components/data-table/toolbar";
import { type Pattern, PATTERNS } from "@/lib/core/run/plan";
import { RUN_STATES, type RunState } from "@/lib/core/run/states";
import { PATTERN_WORDS } from "./pattern-words";

interface RunToolbarProps {
  filters: { state: RunState | null; pattern: Pattern | null };
  searchParams: SearchParams;
}

const CHOICES = [
  { param: "state", field: "State", options: RUN_STATES.map((state) => ({ value: state, label: state })) },
  { param: "pattern", field: "Pattern", options: PATTERNS.map((pattern) => ({ value: pattern, label: PATTERN_WORDS[pattern] })) },
];

/** Search, the filters that hold and those that can be added. All of it is in the URL. */
export function RunToolbar({ filters, searchParams }: RunToolbarProps) {
  const chips: FilterChip[] = [
    ...(filters.state ? [{ param: "state", field: "State", operator: "is", value: filters.state }] : []),
    ...(filters.pattern ? [{ param: "pattern", field: "Pattern", operator: "is", value: PATTERN_WORDS[filters.pattern] }] : []),
  ];
  return (
    <Toolbar>
      <SearchBox label="Name, number" searchParams={searchParams} />
      <FilterChips chips={chips} searchParams={searchParams} />
      <FilterMenu choices={CHOICES} searchParams={searchParams} />
    </Toolbar>
  );
}
