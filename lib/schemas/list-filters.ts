import { z } from "zod";
import { REFERRAL_PROOFS } from "@/lib/core/referral/proof";
import { WORKER_STATES } from "@/lib/core/worker/states";
import { choiceParam, cursorParam, firstOf, optionalChoiceParam, textParam } from "./search-fields";

export const PAGE_SIZES = [25, 50, 100] as const;

const paging = {
  /** Rows after this place, or before it when `direction` is `previous`. */
  cursor: cursorParam,
  direction: choiceParam(["next", "previous"], "next"),
  size: z.preprocess((value) => Number(firstOf(value)), z.union(PAGE_SIZES.map((size) => z.literal(size))).catch(50)),
  order: choiceParam(["desc", "asc"], "desc"),
};

export const workerFiltersSchema = z.object({
  q: textParam(120),
  state: optionalChoiceParam(WORKER_STATES),
  role: textParam(24),
  proof: optionalChoiceParam(REFERRAL_PROOFS),
  tag: textParam(30),
  sort: choiceParam(["created", "name", "fees", "net"], "created"),
  ...paging,
});

export const walletFiltersSchema = z.object({
  q: textParam(120),
  use: optionalChoiceParam(["near_limit", "at_limit"]),
  ...paging,
});

/** What Next gives a page, or what `URLSearchParams` gives a handler. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

export type WorkerFilters = z.output<typeof workerFiltersSchema>;
export type WalletFilters = z.output<typeof walletFiltersSchema>;
