import { addMs, type EpochMs } from "../time";
import type { StepRefusal } from "./snapshot";

/** Refusals of a lock that another agent, or another attempt with this one, would not meet: something of the payee's. */
const ABOUT_THE_PAYEE: readonly string[] = [
  "UNKNOWN_PAYEE", "PAYEE_UNVERIFIED", "PAYEE_NOT_READY", "SELF_ESCROW",
  "beneficiary_not_found", "counterparty_not_found", "payee_not_found", "invalid_counterparty", "self_escrow",
];

/** The refusal of a payer that has left the fleet for good, or is leaving it. */
export const PAYER_GONE = "PAYER_GONE";

/**
 * `wait`: the payer's side keeps the money back (freeze, limit, policy, balance, a payment before it); the work is not to
 * blame and the wish is made again later. `next`: this agent cannot be paid, so the next one is asked. `end`: whoever pays
 * will never pay again, so the leg fails, or its default goes on.
 */
export function afterLockRefused({ code }: StepRefusal): "wait" | "next" | "end" {
  if (code === PAYER_GONE) return "end";
  return ABOUT_THE_PAYEE.includes(code) ? "next" : "wait";
}

/** Nothing was sent, or it is proven that nothing happened: the same wish may follow at once. */
export function isWorthRepeating({ code }: StepRefusal): boolean {
  return code === "NOT_DONE" || code === "IN_FLIGHT" || code === "PACED" || code === "ABANDONED";
}

const REPEAT_MS = 1_000;
const HELD_MIN_MS = 5_000;
const HELD_MAX_MS = 300_000;

/** When a refused wish is made again: soon where nothing happened, else after half of the time that it waits already, `since` it was first made. */
export function repeatAt(refusal: StepRefusal, since: EpochMs | null, now: EpochMs): EpochMs {
  if (isWorthRepeating(refusal)) return addMs(now, REPEAT_MS);
  const waited = now - (since ?? now);
  return addMs(now, Math.min(HELD_MAX_MS, Math.max(HELD_MIN_MS, Math.round(waited / 2))));
}
