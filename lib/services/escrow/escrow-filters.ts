import { z } from "zod";
import { COST_PATTERNS } from "@/lib/core/cost/patterns";
import { ESCROW_STATES } from "@/lib/core/escrow/states";
import { type Cursor, decodeCursor } from "@/lib/schemas/cursor";

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const text = z.preprocess(first, z.string().trim().min(1).max(120).nullable().catch(null)).default(null);
const day = z.preprocess(first, z.iso.date().nullable().catch(null)).default(null);
const cursor = z.preprocess(
  (value) => (typeof first(value) === "string" ? decodeCursor(first(value) as string) : null), z.custom<Cursor | null>(),
).default(null);

/** The state of the list, read from its URL; a value that we do not know falls back and never breaks the page. */
export const escrowFiltersSchema = z.object({
  q: text,
  state: z.preprocess(first, z.enum(ESCROW_STATES).nullable().catch(null)).default(null),
  /** Our id of a paying or paid agent. */
  payer: text,
  payee: text,
  tag: text,
  /** Our id of the run that it belongs to, and the payment pattern of its leg. */
  runId: text,
  pattern: z.preprocess(first, z.enum(COST_PATTERNS).nullable().catch(null)).default(null),
  /** UTC days, both included: when it was made, and when it ended. */
  from: day,
  to: day,
  closedFrom: day,
  closedTo: day,
  sort: z.preprocess(first, z.enum(["created", "deadline"]).catch("created")).default("created"),
  direction: z.preprocess(first, z.enum(["asc", "desc"]).nullable().catch(null)).default(null),
  after: cursor,
  before: cursor,
});

export type EscrowFilters = z.output<typeof escrowFiltersSchema>;

/** True when the list is narrowed by anything but its order and its page. */
export function isFiltered({ sort: _sort, direction: _direction, after: _after, before: _before, ...filters }: EscrowFilters): boolean {
  return Object.values(filters).some((value) => value !== null);
}

/** The order of a list: newest first, or the nearest deadline first. */
export function orderOf(filters: EscrowFilters): "asc" | "desc" {
  return filters.direction ?? (filters.sort === "deadline" ? "asc" : "desc");
}
