import { z } from "zod";
import { COST_GROUPS, type CostFilters, type CostRange } from "@/lib/core/cost/cost-view";
import { COST_PATTERNS } from "@/lib/core/cost/patterns";
import { type EpochMs, fromIso } from "@/lib/core/time";
import { formatDay } from "@/lib/format/dates";
import { firstOf } from "@/lib/schemas/search-fields";
import { COST_SORTS } from "@/lib/services/cost/cost-query";
import { lastDays } from "@/lib/services/cost/cost-range";

const day = z.preprocess(firstOf, z.iso.date().optional().catch(undefined));
const word = z.preprocess(firstOf, z.string().trim().min(1).max(120).optional().catch(undefined));
const range = { range: z.preprocess(firstOf, z.enum(["7d", "30d", "all"]).optional().catch(undefined)), from: day, to: day };

/** The range and the filters in a URL, as the report and the list of its entries share them. */
export const costFiltersSchema = z.object({
  ...range, pattern: z.preprocess(firstOf, z.enum(COST_PATTERNS).optional().catch(undefined)), run: word, role: word, agent: word,
  after: z.preprocess(firstOf, z.string().max(600).optional().catch(undefined)),
});

/** The state of the cost report in its URL. */
export const costSearchSchema = costFiltersSchema.extend({
  group: z.preprocess(firstOf, z.enum(COST_GROUPS).catch("agent")),
  sort: z.preprocess(firstOf, z.enum(COST_SORTS).catch("paid")),
  direction: z.preprocess(firstOf, z.enum(["asc", "desc"]).catch("desc")),
});

export type CostSearch = z.output<typeof costSearchSchema>;

type Named = Pick<CostSearch, "pattern" | "run" | "role" | "agent">;
type Ranged = Pick<CostSearch, "range" | "from" | "to">;

const BEGINNING = "2020-01-01";

/** The days that a search means: its own, else those of its preset; 30 days without either. */
export function toRange(search: Ranged, now: EpochMs): CostRange & { readonly preset: "7d" | "30d" | "all" | null } {
  if (search.from || search.to) {
    const to = search.to ?? lastDays(now, 1).to;
    const from = search.from ?? BEGINNING;
    return from <= to ? { from, to, preset: null } : { from: to, to: from, preset: null };
  }
  const preset = search.range ?? "30d";
  if (preset === "all") return { from: BEGINNING, to: lastDays(now, 1).to, preset };
  return { ...lastDays(now, preset === "7d" ? 7 : 30), preset };
}

/** What a search asks for, for the services. */
export function toFilters(search: Named & Ranged, now: EpochMs): CostFilters {
  const { from, to } = toRange(search, now);
  return { from, to, pattern: search.pattern ?? null, runId: search.run ?? null, role: search.role ?? null, agentId: search.agent ?? null };
}

/** The range in words. */
export function daysOf({ from, to }: CostRange, preset: string | null): string {
  return preset === "all" ? "all days" : `${formatDay(fromIso(`${from}T00:00:00Z`))} to ${formatDay(fromIso(`${to}T00:00:00Z`))}, UTC`;
}
