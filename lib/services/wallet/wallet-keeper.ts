import type { CapabilityDialects } from "@/lib/core/connection/capabilities";

/** `console`: the platform has no child wallets, so the console keeps budget and limit and moves money by plain transfers. */
export type WalletKeeper = "platform" | "console";

/** Who keeps the child wallets of a connection; `null` where nobody can. */
export function walletKeeper(dialects: CapabilityDialects): WalletKeeper | null {
  if ((dialects["wallet.child"] ?? null) !== null) return "platform";
  return (dialects["pay"] ?? null) === null ? null : "console";
}

/** A wallet that the console keeps has no id on the platform: its money is the worker's own balance there. */
export function isKeptHere(wallet: { readonly upstreamId: string | null }): boolean {
  return wallet.upstreamId === null;
}
