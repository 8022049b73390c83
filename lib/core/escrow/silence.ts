import { type Usdc, ZERO } from "@/lib/core/money";
import { addMs, type EpochMs, HOUR_MS } from "@/lib/core/time";
import { type EscrowTerms, type MoneyOutcome, outcomeOf, settle } from "./settlement";
import { type Dialect, type EscrowState, isFinal, type OnSilence } from "./states";

/** When the platform acts by itself. Units: whole hours from the lock. */
export function deadlineAt(lockedAt: EpochMs, timeoutHours: number): EpochMs {
  return addMs(lockedAt, timeoutHours * HOUR_MS);
}

/**
 * What the platform does at the deadline. Source: transcript section 6 for `live` (the payer, minus the fee, even when
 * the payee marked the work completed); seed 001 section 8 for `fleet`; seed 003 gives a cancelled escrow back in full.
 * Public pages contradict this for `live` (they pay the payee); the code that runs is followed.
 */
export function onSilence(dialect: Dialect): OnSilence {
  const rules: Record<Dialect, OnSilence> = {
    live: "refund_minus_fee", market: "refund_minus_fee", fleet: "refund", router: "refund", pool: "unknown",
  };
  return rules[dialect];
}

export interface SilenceFacts extends EscrowTerms {
  readonly state: EscrowState;
  readonly deadlineAt: EpochMs | null;
}

/**
 * What happens if nobody acts. `settles`: at the deadline, with this outcome. `held`: never; the money stays locked.
 * `unfunded`: nothing was locked yet. `over`: nothing is left to happen. `unknown`: nobody can say. `payerCost` is what the payer loses against a full
 * refund, `payeeCost` what the payee loses against a release.
 */
export type PriceOfSilence =
  | {
      readonly kind: "settles"; readonly at: EpochMs; readonly onSilence: OnSilence;
      readonly outcome: MoneyOutcome; readonly payerCost: Usdc; readonly payeeCost: Usdc;
    }
  | { readonly kind: "held"; readonly outcome: MoneyOutcome }
  | { readonly kind: "unfunded" }
  | { readonly kind: "over" }
  | { readonly kind: "unknown" };

/** The price of doing nothing, in money. Units: micro-USDC. */
export function priceOfSilence(facts: SilenceFacts): PriceOfSilence {
  const { state, amount, dialect, hasReferrer } = facts;
  if (isFinal(state)) return { kind: "over" };
  if (state === "created") return { kind: "unfunded" };
  if (state === "unrecognised") return { kind: "unknown" };
  const rule = onSilence(dialect);
  if (state === "disputed" || facts.deadlineAt === null) return { kind: "held", outcome: outcomeOf("dispute", facts) };
  if (rule === "unknown") return { kind: "unknown" };
  const outcome = outcomeOf(rule === "release" ? "release" : "timeout", facts);
  const { net } = settle(amount, hasReferrer);
  const payerCost = rule === "release" ? ZERO : (amount - outcome.payer) as Usdc;
  return {
    kind: "settles", at: facts.deadlineAt, onSilence: rule, outcome, payerCost, payeeCost: (net - outcome.payee) as Usdc,
  };
}

/** The next step that somebody should take, for the list's column and the page's heading. */
export type NextAction =
  | "settle_unknown" | "lock" | "await_work" | "review_and_release" | "await_platform" | "contact_platform" | "read"
  | "none";

/** Facts beside the state: `hasUnknownIntent` when a reply was lost, `now` in platform time. */
export function nextAction(
  state: EscrowState, facts: { deadlineAt: EpochMs | null; now: EpochMs; hasUnknownIntent: boolean },
): NextAction {
  if (facts.hasUnknownIntent) return "settle_unknown";
  if (isFinal(state)) return "none";
  if (state === "unrecognised") return "read";
  if (state === "disputed") return "contact_platform";
  if (state === "created") return "lock";
  if (facts.deadlineAt !== null && facts.deadlineAt <= facts.now) return "await_platform";
  return state === "completed" ? "review_and_release" : "await_work";
}
