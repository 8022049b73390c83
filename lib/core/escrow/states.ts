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

const HOLDING: readonly EscrowState[] = ["locked", "completed", "disputed"];
const FINAL: readonly EscrowState[] = ["released", "refunded", "split", "cancelled"];

/** The states of money that the platform holds between two agents. */
export const HOLDING_STATES: readonly EscrowState[] = HOLDING;

/** True while something can still happen. `unrecognised` is open: nobody knows that it ended. */
export function isOpen(state: EscrowState): boolean {
  return !isFinal(state);
}

/** True when the platform holds the payer's money. `unrecognised` is not counted as held: see `mayHoldMoney`. */
export function isHolding(state: EscrowState): boolean {
  return HOLDING.includes(state);
}

/** True when money is held or may be: what a retirement or a reconciliation must wait for. */
export function mayHoldMoney(state: EscrowState): boolean {
  return isHolding(state) || state === "unrecognised";
}

/** True when no event can follow. */
export function isFinal(state: EscrowState): boolean {
  return FINAL.includes(state);
}

/** True for a text that is one of our state names; used on rows and search parameters. */
export function isEscrowState(text: string): text is EscrowState {
  return (ESCROW_STATES as readonly string[]).includes(text);
}
