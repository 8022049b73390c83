import { z } from "zod";
import { PATTERNS } from "@/lib/core/run/plan";
import { RUN_STATES } from "@/lib/core/run/states";
import { choiceParam, cursorParam, optionalChoiceParam, textParam } from "@/lib/schemas/search-fields";

/** The state of the list of runs, read from its URL; a value that we do not know falls back and never breaks the page. */
export const runFiltersSchema = z.object({
  q: textParam(120),
  state: optionalChoiceParam(RUN_STATES),
  pattern: optionalChoiceParam(PATTERNS),
  /** The human reviews instead of the runs. */
  tab: choiceParam(["runs", "review"], "runs"),
  after: cursorParam,
  before: cursorParam,
});

export type RunFilters = z.output<typeof runFiltersSchema>;
