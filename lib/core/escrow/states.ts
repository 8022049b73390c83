/**
 * The escrow's vocabulary. `unrecognised` is a word of the platform that we do not know: it is shown verbatim and is
 * never mapped to the nearest state. A lost reply is no state: it is the outcome of an intent.
 */
export const ESCROW_STATES = [
  "created", "locked", "completed", "released", "refunded", "split", "cancelled", "disputed", "unrecognised",
] as const;

export type EscrowState = (typeof ESCROW_STATES)[number];

/** Why the money went back to the payer. */
export const REFUND_CAUSES = ["timeout", "cancel", "dispute"] as const;

export type RefundCause = (typeof REFUND_CAUSES)[number];

/** What the platform does at the deadline when nobody acts. */
export const ON_SILENCE = ["release", "refund", "refund_minus_fee", "unknown"] as const;

export type OnSilence = (typeof ON_SILENCE)[number];

/** The shapes of the platform's API that we know. */
export const DIALECTS = ["live", "fleet", "market", "router", "pool"] as const;

export type Dialect = (typeof DIALECTS)[number];

const FINAL: readonly EscrowState[] = ["released", "refunded", "split", "cancelled"];

/** The states of money that the platform holds between two agents. */
export const HOLDING_STATES: readonly EscrowState[] = ["locked", "completed", "disputed"];

/** The states that something can still follow. `unrecognised` is open: nobody knows that it ended. */
export const OPEN_STATES: readonly EscrowState[] = ESCROW_STATES.filter(isOpen);

/** True while something can still happen. */
export function isOpen(state: EscrowState): boolean {
  return !isFinal(state);
}

/** True when the platform holds the payer's money. `unrecognised` is not counted as held, and may be. */
export function isHolding(state: EscrowState): boolean {
  return HOLDING_STATES.includes(state);
}

/** True when no event can follow. */
export function isFinal(state: EscrowState): boolean {
  return FINAL.includes(state);
}
