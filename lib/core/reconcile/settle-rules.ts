import type { Capability } from "../connection/capabilities";
import type { Dialect } from "../escrow/states";

/**
 * How a lost reply is settled. `repeat`: the platform knows the key and gives its first answer again. `rotate_key`: the
 * name is taken, so the parent takes a new key. `find_label`: read by the unique label. `find_reference`: the opaque
 * reference in the description, by the ledger row. `find_ledger`: the ledger row alone. `read`: read the thing first.
 * `abandon`: nothing of worth can be lost; another is made. `by_hand`: only a person can tell.
 */
export type SettleRule =
  | "repeat" | "rotate_key" | "find_label" | "find_reference" | "find_ledger" | "read" | "abandon" | "by_hand";

const READ_FIRST: readonly Capability[] = [
  "escrow.lock", "escrow.release", "escrow.cancel", "escrow.complete", "escrow.dispute", "rotate-key", "wallet.update",
  "trading.set-risk", "trading.open", "trading.close", "domains.buy", "table.join", "table.action", "fairness.rotate", "faucet.claim",
];
const FLEET: { readonly [C in Capability]?: SettleRule } = {
  "register": "rotate_key", "escrow.create": "repeat", "wallet.child": "find_label", "wallet.fund": "repeat",
  "wallet.unfund": "repeat", "wallet.spend": "repeat",
};
const KEYLESS: { readonly [C in Capability]?: SettleRule } = {
  "register": "abandon", "escrow.create": "find_reference", "pay": "find_ledger", "withdraw": "find_ledger", "deposit.address": "repeat",
  "wallet-product.register": "abandon", "trading.register": "abandon", "domains.register": "abandon",
};

/**
 * The rule for an `unknown` write. Only the fleet dialect knows keys; everything else must be found by reading.
 * Source: design section 5; reference 1.0: no idempotency in the published code (2026-11-20).
 */
export function settleRuleOf(capability: Capability, dialect: Dialect): SettleRule {
  const named = dialect === "fleet" ? FLEET[capability] : dialect === "live" || dialect === "market" ? KEYLESS[capability] : undefined;
  if (named !== undefined) return named;
  return READ_FIRST.includes(capability) ? "read" : "by_hand";
}
