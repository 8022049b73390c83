import type { Dialect } from "@/lib/core/escrow/states";

/** What the fleet's own work needs: agents, child wallets, escrows, money of the shared account. */
const FLEET_CAPABILITIES = [
  "register", "rotate-key", "agent.find", "referral.summary", "balance",
  "wallet.child", "wallet.fund", "wallet.unfund", "wallet.get", "wallet.find", "wallet.update", "wallet.spend",
  "escrow.create", "escrow.get", "escrow.find", "escrow.lock", "escrow.release", "escrow.cancel", "escrow.complete",
  "escrow.dispute", "ledger", "pay",
] as const;

/** What the products offer besides: games, tables, money in and out, and the accounts of the other services. */
const PRODUCT_CAPABILITIES = [
  "escrow.pending", "escrow.stats", "referral.code", "faucet.claim", "faucet.stats", "deposit.address", "deposit.chains",
  "withdraw", "game.play", "fairness.seed", "fairness.verify", "fairness.rotate",
  "wallet-product.register", "wallet-product.create", "wallet-product.referral-code", "wallet-product.referral",
  "wallet-product.referral-withdraw",
  "trading.register", "trading.account", "trading.risk", "trading.set-risk", "trading.open", "trading.close",
  "trading.positions", "trading.referral-code", "trading.referral", "trading.referral-withdraw",
  "domains.register", "domains.account", "domains.search", "domains.check", "domains.buy", "domains.list",
  "domains.referral-code", "domains.referral", "domains.referral-withdraw",
  "table.list", "table.join", "table.state", "table.bet", "table.action", "distribute",
] as const;

/** Everything that the console may ask of a platform. Reads and writes alike; the port has one method for each. */
export const CAPABILITIES = [...FLEET_CAPABILITIES, ...PRODUCT_CAPABILITIES] as const;

export type Capability = (typeof CAPABILITIES)[number];

/**
 * How we know that a capability exists. `documented`: a source names it. `observed`: a real success or a recorded
 * refusal was seen. `enforced`: the console does it itself. `unavailable`: nobody does it here.
 */
export const EVIDENCE = ["observed", "documented", "enforced", "unavailable"] as const;

export type Evidence = (typeof EVIDENCE)[number];

/** Which dialect serves each capability of a connection; `null` means that nobody does. */
export type CapabilityDialects = Readonly<Record<Capability, Dialect | null>>;

/** The products as the published services serve them; tables, pooled payments and a payee's list are not among them. */
const PUBLISHED_PRODUCTS = {
  "escrow.pending": null, "escrow.stats": "live", "referral.code": "live", "faucet.claim": "live", "faucet.stats": "live",
  "deposit.address": "live", "deposit.chains": "live", "withdraw": "live",
  "game.play": "live", "fairness.seed": "live", "fairness.verify": "live", "fairness.rotate": "live",
  "wallet-product.register": "live", "wallet-product.create": "live", "wallet-product.referral-code": "live",
  "wallet-product.referral": "live", "wallet-product.referral-withdraw": "live",
  "trading.register": "live", "trading.account": "live", "trading.risk": "live", "trading.set-risk": "live",
  "trading.open": "live", "trading.close": "live", "trading.positions": "live", "trading.referral-code": "live",
  "trading.referral": "live", "trading.referral-withdraw": "live",
  "domains.register": "live", "domains.account": "live", "domains.search": "live", "domains.check": "live",
  "domains.buy": "live", "domains.list": "live", "domains.referral-code": "live", "domains.referral": "live",
  "domains.referral-withdraw": "live",
  "table.list": null, "table.join": null, "table.state": null, "table.bet": null, "table.action": null, "distribute": null,
} as const;

/** The sandbox serves every dialect on one store; these are the ones that say the most. */
export const SANDBOX_DIALECTS: CapabilityDialects = {
  ...PUBLISHED_PRODUCTS,
  "register": "fleet", "rotate-key": "fleet", "agent.find": "fleet", "referral.summary": "fleet", "balance": "live",
  "wallet.child": "fleet", "wallet.fund": "fleet", "wallet.unfund": "fleet", "wallet.get": "fleet",
  "wallet.find": "fleet", "wallet.update": "fleet", "wallet.spend": "fleet",
  "escrow.create": "fleet", "escrow.get": "fleet", "escrow.find": "fleet", "escrow.lock": "router",
  "escrow.release": "fleet", "escrow.cancel": "router", "escrow.complete": "live", "escrow.dispute": "live",
  "ledger": "live", "pay": "live",
  "escrow.pending": "market", "table.list": "pool", "table.join": "pool", "table.state": "pool", "table.bet": "pool",
  "table.action": "pool", "distribute": "pool",
};

/**
 * What the published services serve.
 * Source: their code and our run of it on 2026-11-20 (reference section 5, transcript section 7): no child wallets,
 * no key rotation, no lookup by task, no lock step and no cancel; no tables and no `/api/distribute`.
 */
export const LIVE_DIALECTS: CapabilityDialects = {
  ...PUBLISHED_PRODUCTS,
  "register": "live", "rotate-key": null, "agent.find": null, "referral.summary": "live", "balance": "live",
  "wallet.child": null, "wallet.fund": null, "wallet.unfund": null, "wallet.get": null,
  "wallet.find": null, "wallet.update": null, "wallet.spend": null,
  "escrow.create": "live", "escrow.get": "live", "escrow.find": null, "escrow.lock": null,
  "escrow.release": "live", "escrow.cancel": null, "escrow.complete": "live", "escrow.dispute": "live",
  "ledger": "live", "pay": "live",
};

/** What the console keeps itself where the platform has nothing: child budgets and their limits. */
export const ENFORCED_HERE: readonly Capability[] = ["wallet.child", "wallet.update"];

/** The evidence before the first call: `documented` where a dialect serves it, else ours or nobody's. */
export function initialEvidence(capability: Capability, dialects: CapabilityDialects): Evidence {
  // Connections made before a capability had its name do not name a dialect for it.
  if ((dialects[capability] ?? null) !== null) return "documented";
  return ENFORCED_HERE.includes(capability) ? "enforced" : "unavailable";
}

const READS: readonly Capability[] = [
  "agent.find", "referral.summary", "balance", "wallet.get", "wallet.find", "escrow.get", "escrow.find", "ledger",
  "escrow.pending", "escrow.stats", "referral.code", "faucet.stats", "deposit.chains", "fairness.seed", "fairness.verify",
  "wallet-product.referral-code", "wallet-product.referral",
  "trading.account", "trading.risk", "trading.positions", "trading.referral-code", "trading.referral",
  "domains.account", "domains.search", "domains.check", "domains.list", "domains.referral-code", "domains.referral",
  "table.list", "table.state",
];

/** True when it changes nothing on the platform: it may be repeated, and probed to learn whether it exists. */
export function isRead(capability: Capability): boolean {
  return READS.includes(capability);
}

/** True for a text that names a capability; used on stored rows. */
export function isCapability(text: string): text is Capability {
  return (CAPABILITIES as readonly string[]).includes(text);
}
