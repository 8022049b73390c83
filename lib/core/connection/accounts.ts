import type { Capability } from "./capabilities";

/**
 * The identities that one worker may hold. Casino and escrow share one; wallet, trading and domains have their own
 * ids, keys and referral codes, all with the prefix `ag_`: an id means nothing without its service.
 * Source: reference section 4; transcript sections 7 and 9 (a casino key is refused by the wallet), 2026-11-20.
 */
export const ACCOUNT_SERVICES = ["casino", "wallet", "trading", "domains"] as const;

export type AccountService = (typeof ACCOUNT_SERVICES)[number];

/** The services with an account of their own besides the shared one. */
export const PRODUCT_SERVICES = ["wallet", "trading", "domains"] as const;

export type ProductService = (typeof PRODUCT_SERVICES)[number];

/** Which account's key signs a call of this capability. */
export function accountServiceOf(capability: Capability): AccountService {
  if (capability.startsWith("wallet-product.")) return "wallet";
  if (capability.startsWith("trading.")) return "trading";
  return capability.startsWith("domains.") ? "domains" : "casino";
}

/** True when no key is needed: registrations, the faucet and public figures. */
export function isPublic(capability: Capability): boolean {
  return PUBLIC.includes(capability) || capability.endsWith(".register");
}

const PUBLIC: readonly Capability[] = ["register", "faucet.claim", "faucet.stats", "escrow.stats", "domains.check"];
