import { z } from "zod";
import { LEG_FILTERS } from "@/components/run/run-legs";

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

export const RUN_TABS = ["legs", "events", "report"] as const;

/** The state of a run's page in its URL. */
export const runSearchSchema = z.object({
  tab: z.preprocess(first, z.enum(RUN_TABS).catch("legs")).default("legs"),
  view: z.preprocess(first, z.enum(["graph", "list"]).nullable().catch(null)).default(null),
  /** Key of the chosen leg. */
  leg: z.preprocess(first, z.string().max(80).nullable().catch(null)).default(null),
  legs: z.preprocess(first, z.enum(LEG_FILTERS).catch("all")).default("all"),
  page: z.preprocess(first, z.coerce.number().int().min(1).max(100).catch(1)).default(1),
});
