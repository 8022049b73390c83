import { z } from "zod";
import type { EpochMs } from "@/lib/core/time";
import { type CostRange, lastDays } from "@/lib/services/cost/cost-range";
import { COST_SORTS } from "@/lib/services/cost/get-cost-report";

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const day = z.preprocess(first, z.iso.date().optional().catch(undefined));

/** The state of the cost report in its URL. */
export const costSearchSchema = z.object({
  range: z.preprocess(first, z.enum(["7d", "30d", "all"]).optional().catch(undefined)),
  from: day, to: day,
  sort: z.preprocess(first, z.enum(COST_SORTS).catch("paid")),
  direction: z.preprocess(first, z.enum(["asc", "desc"]).catch("desc")),
  after: z.preprocess(first, z.string().max(600).optional().catch(undefined)),
});

export type CostSearch = z.output<typeof costSearchSchema>;

const BEGINNING = "2020-01-01";

/** The days that a search means: its own, else those of its preset; 30 days without either. */
export function toRange(search: CostSearch, now: EpochMs): CostRange & { readonly preset: "7d" | "30d" | "all" | null } {
  if (search.from || search.to) {
    const to = search.to ?? lastDays(now, 1).to;
    const from = search.from ?? BEGINNING;
    return from <= to ? { from, to, preset: null } : { from: to, to: from, preset: null };
  }
  const preset = search.range ?? "30d";
  if (preset === "all") return { from: BEGINNING, to: lastDays(now, 1).to, preset };
  return { ...lastDays(now, preset === "7d" ? 7 : 30), preset };
}
