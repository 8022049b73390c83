import { z } from "zod";
import { LEG_FILTERS } from "@/components/run/run-legs";
import { firstOf } from "@/lib/schemas/search-fields";

export const RUN_TABS = ["legs", "events", "report"] as const;

/** The state of a run's page in its URL. */
export const runSearchSchema = z.object({
  tab: z.preprocess(firstOf, z.enum(RUN_TABS).catch("legs")).default("legs"),
  view: z.preprocess(firstOf, z.enum(["graph", "list"]).nullable().catch(null)).default(null),
  /** Key of the chosen leg. */
  leg: z.preprocess(firstOf, z.string().max(80).nullable().catch(null)).default(null),
  legs: z.preprocess(firstOf, z.enum(LEG_FILTERS).catch("all")).default("all"),
  page: z.preprocess(firstOf, z.coerce.number().int().min(1).max(100).catch(1)).default(1),
});
