/** What one intent wishes to change on the platform. */
export const INTENT_KINDS = [
  "worker.register", "worker.rotateKey", "worker.sweep", "wallet.provision", "wallet.fund", "wallet.unfund", "wallet.update", "wallet.spend",
  "escrow.lock", "escrow.complete", "escrow.release", "escrow.cancel", "escrow.dispute",
  "account.register", "money.faucetClaim", "money.depositAddress", "money.withdrawCommission", "money.testPayment",
] as const;
export type IntentKind = (typeof INTENT_KINDS)[number];

/**
 * `sending`: written before the call. `unknown`: the reply was lost and nothing is proven.
 * `abandoned`: never provable; a person decided or the design gives it up (no money attached).
 */
export const INTENT_OUTCOMES = ["sending", "succeeded", "rejected", "unknown", "abandoned"] as const;
export type IntentOutcome = (typeof INTENT_OUTCOMES)[number];

/** Seconds until check number `checks` (0-based) of an unknown intent: quick first, then every five minutes. */
export function settleDelayMs(checks: number): number {
  const steps = [500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000];
  return steps[checks] ?? 300_000;
}
