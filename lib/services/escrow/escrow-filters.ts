import { z } from "zod";
import { COST_PATTERNS } from "@/lib/core/cost/patterns";
import { ESCROW_STATES } from "@/lib/core/escrow/states";
import { choiceParam, cursorParam, dayParam, optionalChoiceParam, textParam } from "@/lib/schemas/search-fields";

/** The state of the list, read from its URL; a value that we do not know falls back and never breaks the page. */
export const escrowFiltersSchema = z.object({
  q: textParam(120),
  state: optionalChoiceParam(ESCROW_STATES),
  /** Our id of a paying or paid agent. */
  payer: textParam(120),
  payee: textParam(120),
  tag: textParam(120),
  /** Our id of the run that it belongs to, and the payment pattern of its leg. */
  runId: textParam(120),
  pattern: optionalChoiceParam(COST_PATTERNS),
  /** UTC days, both included: when it was made, and when it ended. */
  from: dayParam,
  to: dayParam,
  closedFrom: dayParam,
  closedTo: dayParam,
  sort: choiceParam(["created", "deadline"], "created"),
  direction: optionalChoiceParam(["asc", "desc"]),
  after: cursorParam,
  before: cursorParam,
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
