import type { CostFilters, CostGroup } from "@/lib/core/cost/cost-view";

export const COST_SORTS = ["paid", "fees", "lost", "referral", "earned", "client", "released", "failed", "refunded", "net", "name"] as const;
export type CostSort = (typeof COST_SORTS)[number];

/** The role of agents outside the fleet, in filters and groups. */
export const OUTSIDE_ROLE = "external";

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
