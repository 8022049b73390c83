import { type FilterChip, FilterChips } from "@/components/data-table/filter-chips";
import { FilterMenu } from "@/components/data-table/filter-menu";
import { type SearchParams, hrefFromStart } from "@/components/data-table/href-with";
import { SearchBox } from "@/components/data-table/search-box";
import { Toolbar } from "@/components/data-table/toolbar";
import { Tabs } from "@/components/ui/tabs";
import { REFERRAL_PROOFS } from "@/lib/core/referral/proof";
import { WORKER_STATES } from "@/lib/core/worker/states";
import { formatCount } from "@/lib/format/counts";

type Counts = Readonly<Record<string, number>>;

interface WorkerFiltersProps {
  counts: { byState: Counts; byRole: Counts };
  view: "fleet" | "attention" | "retired";
  attentionStates: readonly string[];
  chosen: { state: string | null; role: string | null; proof: string | null; tag: string | null };
  searchParams: SearchParams;
}

/** The views with their counts, the search and the filters of the roster. All of it is in the URL. */
export function WorkerFilters({ counts, view, attentionStates, chosen, searchParams }: WorkerFiltersProps) {
  const sum = (states: readonly string[]) => states.reduce((all, state) => all + (counts.byState[state] ?? 0), 0);
  const active = WORKER_STATES.filter((state) => state !== "retired");
  const tab = (value: typeof view, label: string, states: readonly string[]) => ({
    href: hrefFromStart(searchParams, { view: value === "fleet" ? null : value, state: null }), label, count: formatCount(sum(states)),
    active: view === value && chosen.state === null,
  });
  const tabs = [tab("fleet", "All workers", active), tab("attention", "Needs attention", attentionStates), tab("retired", "Retired", ["retired"])];
  const words = active.filter((state) => counts.byState[state]).map((state) => `${formatCount(counts.byState[state] ?? 0)} ${state}`);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Tabs label="Views" look="views" tabs={tabs} />
        <p className="text-second text-ink3">{words.join(" · ")}</p>
      </div>
      <Toolbar>
        <SearchBox label="Name, id, code" searchParams={searchParams} />
        <FilterChips chips={chipsOf(chosen)} searchParams={searchParams} />
        <FilterMenu searchParams={searchParams} choices={choicesOf(counts)} />
      </Toolbar>
    </>
  );
}

function chipsOf(chosen: WorkerFiltersProps["chosen"]): FilterChip[] {
  const fields = { role: "Role", state: "State", proof: "Proof", tag: "Tag" } as const;
  return (["role", "state", "proof", "tag"] as const).flatMap((param) => {
    const value = chosen[param];
    return value === null ? [] : [{ param, field: fields[param], operator: "is", value: value.replaceAll("_", " ") }];
  });
}

function choicesOf({ byState, byRole }: WorkerFiltersProps["counts"]) {
  const option = (value: string, count?: number) => ({ value, label: value.replaceAll("_", " "), count });
  return [
    { param: "role", field: "Role", options: Object.keys(byRole).sort().slice(0, 12).map((role) => option(role, byRole[role])) },
    { param: "state", field: "State", options: WORKER_STATES.filter((state) => byState[state]).map((state) => option(state, byState[state])) },
    { param: "proof", field: "Referral proof", options: REFERRAL_PROOFS.map((proof) => option(proof)) },
  ].filter(({ options }) => options.length > 0);
}
