import { hrefWith } from "@/components/data-table/href-with";
import type { CostFilters, CostGroup } from "@/lib/core/cost/cost-view";
import type { CostPattern } from "@/lib/core/cost/patterns";

/** What the report is narrowed to, as its links carry it on. */
export interface CostView extends CostFilters {
  readonly group: CostGroup;
}

type Narrowing = Partial<Pick<CostView, "pattern" | "runId" | "role" | "agentId">>;

/** The booked effects behind one figure: of the whole report, or of one row of it. */
export function entriesHref(view: CostView, figure: string, row: Narrowing = {}): string {
  const { from, to, pattern, runId, role, agentId } = { ...view, ...row };
  return `/costs/entries${hrefWith({}, { figure, from, to, pattern, run: runId, role, agent: agentId })}`;
}

/** How a row narrows the report further. */
export function narrowTo(view: CostView, key: string): Narrowing {
  switch (view.group) {
    case "agent": return { agentId: key };
    case "role": return { role: key };
    case "pattern": return { pattern: key as CostPattern };
    case "run": return { runId: key };
  }
}
