import { z } from "zod";
import { PATTERNS } from "@/lib/core/run/plan";
import { RUN_STATES } from "@/lib/core/run/states";
import { type Cursor, decodeCursor } from "@/lib/schemas/cursor";

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const text = z.preprocess(first, z.string().trim().min(1).max(120).nullable().catch(null)).default(null);
const cursor = z.preprocess(
  (value) => (typeof first(value) === "string" ? decodeCursor(first(value) as string) : null), z.custom<Cursor | null>(),
).default(null);

/** The state of the list of runs, read from its URL; a value that we do not know falls back and never breaks the page. */
export const runFiltersSchema = z.object({
  q: text,
  state: z.preprocess(first, z.enum(RUN_STATES).nullable().catch(null)).default(null),
  pattern: z.preprocess(first, z.enum(PATTERNS).nullable().catch(null)).default(null),
  /** The human reviews instead of the runs. */
  tab: z.preprocess(first, z.enum(["runs", "review"]).catch("runs")).default("runs"),
  after: cursor,
  before: cursor,
});

export type RunFilters = z.output<typeof runFiltersSchema>;
