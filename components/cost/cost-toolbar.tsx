import { DayFilter } from "@/components/audit/day-filter";
import { FilterChips } from "@/components/data-table/filter-chips";
import { hrefFromStart, type SearchParams } from "@/components/data-table/href-with";
import { Toolbar } from "@/components/data-table/toolbar";
import { Tabs } from "@/components/ui/tabs";
import { type CostChoices, NO_RUN } from "@/lib/core/cost/cost-view";
import { COST_PATTERNS } from "@/lib/core/cost/patterns";
import { formatPattern, formatRole } from "@/lib/format/cost-words";
import { ChoiceChip } from "./choice-chip";
import type { CostView } from "./cost-links";

interface CostToolbarProps {
  view: CostView;
  preset: "7d" | "30d" | "all" | null;
  choices: CostChoices;
  searchParams: SearchParams;
  /** The list of entries is not grouped. */
  isGrouped: boolean;
  aside?: React.ReactNode;
}

const PRESETS = [["7d", "7 d"], ["30d", "30 d"], ["all", "All"]] as const;
const GROUPS = [["agent", "agent"], ["role", "role"], ["pattern", "pattern"], ["run", "workflow"]] as const;

/** Range, pattern, workflow, role and grouping; all of it is in the URL. */
export function CostToolbar({ view, preset, choices, searchParams, isGrouped, aside }: CostToolbarProps) {
  const tabs = PRESETS.map(([value, label]) => ({ label, active: preset === value, href: hrefFromStart(searchParams, { range: value, from: null, to: null }) }));
  const all = { value: null, label: "all" };
  const chip = { searchParams };
  return (
    <Toolbar aside={aside}>
      <Tabs label="Range" tabs={tabs} />
      <DayFilter searchParams={searchParams} from={preset === "all" ? undefined : view.from} to={view.to} />
      <ChoiceChip {...chip} icon="split" field="Pattern" param="pattern" value={view.pattern} options={[all, ...COST_PATTERNS.map((value) => ({ value, label: formatPattern(value) }))]} />
      <ChoiceChip
        {...chip} icon="workflow" field="Workflow" param="run" value={view.runId}
        options={[all, { value: NO_RUN, label: "outside workflows" }, ...choices.runs.map(({ id, number, name }) => ({ value: id, label: `#${number} ${name}` }))]}
      />
      <ChoiceChip {...chip} icon="bot" field="Role" param="role" value={view.role} options={[all, ...choices.roles.map((value) => ({ value, label: formatRole(value) }))]} />
      {isGrouped && <ChoiceChip {...chip} icon="list" field="Group by" param="group" value={view.group} options={GROUPS.map(([value, label]) => ({ value, label }))} />}
      {view.agentId && <FilterChips searchParams={searchParams} chips={[{ param: "agent", field: "Agent", operator: "is", value: choices.agentName ?? view.agentId }]} />}
    </Toolbar>
  );
}
