import type { CostPattern } from "@/lib/core/cost/patterns";
import type { CostRange } from "./cost-range";

export const COST_GROUPS = ["agent", "role", "pattern", "run"] as const;
export type CostGroup = (typeof COST_GROUPS)[number];

export const COST_SORTS = ["paid", "fees", "lost", "referral", "earned", "client", "released", "failed", "refunded", "net", "name"] as const;
export type CostSort = (typeof COST_SORTS)[number];

/** The role of agents outside the fleet, in filters and groups. */
export const OUTSIDE_ROLE = "external";

/** The workflow of what belongs to none, in filters and groups. */
export const NO_RUN = "none";

/** Which booked effects count. `null` takes all. */
export interface CostFilters extends CostRange {
  readonly pattern: CostPattern | null;
  readonly runId: string | null;
  readonly role: string | null;
  readonly agentId: string | null;
}

export interface CostQuery extends CostFilters {
  readonly group: CostGroup;
  readonly sort: CostSort;
  readonly direction: "asc" | "desc";
  readonly after?: string | undefined;
  /** Rows a page; `null` gives all of them, for exports. */
  readonly size: number | null;
}

/** All effects of a range, as the plain report has them. */
export const NO_FILTERS = { pattern: null, runId: null, role: null, agentId: null, group: "agent" } as const satisfies Partial<CostQuery>;
