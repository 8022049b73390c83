import type { EscrowState, RefundCause } from "@/lib/core/escrow/states";

/**
 * Every word that a source uses for an escrow's state.
 * Source: published code (funded, completed, released, disputed, refunded); seed 001 (locked, released, refunded,
 * expired); seed 003 (pending, locked, released, cancelled); reference section 2.2 for the mapping.
 */
const WORDS: Readonly<Record<string, EscrowState>> = {
  pending: "created", created: "created", funded: "locked", locked: "locked", completed: "completed",
  released: "released", refunded: "refunded", expired: "refunded", cancelled: "cancelled", disputed: "disputed",
  split: "split",
};

const CAUSES: Readonly<Record<string, RefundCause>> = {
  timeout: "timeout", expired: "timeout", cancel: "cancel", cancelled: "cancel", dispute: "dispute",
};

export interface StateFacts {
  readonly word: string;
  /** The platform's own word for why it gave the money back, where it says one. */
  readonly cause?: string | null;
  /** True when money was held before a `cancelled`: then the payer was refunded. */
  readonly wasFunded: boolean;
}

/** Our state for a word of the platform; a word that we do not know is `unrecognised`, never the nearest. */
export function toState({ word, cause, wasFunded }: StateFacts): { state: EscrowState; refundCause: RefundCause | null } {
  const state = Object.hasOwn(WORDS, word) ? WORDS[word] ?? "unrecognised" : "unrecognised";
  if (state === "cancelled" && wasFunded) return { state: "refunded", refundCause: "cancel" };
  if (state !== "refunded") return { state, refundCause: null };
  // Without a word on the cause it was the clock: no source knows another refund.
  return { state, refundCause: cause ? CAUSES[cause] ?? null : "timeout" };
}
