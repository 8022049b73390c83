import type { Dialect } from "@/lib/core/escrow/states";

/** Everything that the console may ask of a platform. Reads and writes alike; the port has one method for each. */
export const CAPABILITIES = [
  "register", "rotate-key", "agent.find", "referral.summary", "balance",
  "wallet.child", "wallet.fund", "wallet.unfund", "wallet.get", "wallet.find", "wallet.update", "wallet.spend",
  "escrow.create", "escrow.get", "escrow.find", "escrow.lock", "escrow.release", "escrow.cancel", "escrow.complete",
  "escrow.dispute", "ledger", "pay",
] as const;

export type Capability = (typeof CAPABILITIES)[number];

/**
 * How we know that a capability exists. `documented`: a source names it. `observed`: a real success or a recorded
 * refusal was seen. `enforced`: the console does it itself. `unavailable`: nobody does it here.
 */
export const EVIDENCE = ["observed", "documented", "enforced", "unavailable"] as const;

export type Evidence = (typeof EVIDENCE)[number];

/** Which dialect serves each capability of a connection; `null` means that nobody does. */
export type CapabilityDialects = Readonly<Record<Capability, Dialect | null>>;

/** The sandbox serves every dialect on one store; these are the ones that say the most. */
export const SANDBOX_DIALECTS: CapabilityDialects = {
  "register": "fleet", "rotate-key": "fleet", "agent.find": "fleet", "referral.summary": "fleet", "balance": "live",
  "wallet.child": "fleet", "wallet.fund": "fleet", "wallet.unfund": "fleet", "wallet.get": "fleet",
  "wallet.find": "fleet", "wallet.update": "fleet", "wallet.spend": "fleet",
  "escrow.create": "fleet", "escrow.get": "fleet", "escrow.find": "fleet", "escrow.lock": "router",
  "escrow.release": "fleet", "escrow.cancel": "router", "escrow.complete": "live", "escrow.dispute": "live",
  "ledger": "live", "pay": "live",
};

/**
 * What the published services serve.
 * Source: their code and our run of it on 2026-11-20 (reference section 5, transcript section 7): no child wallets,
 * no key rotation, no lookup by task, no lock step and no cancel.
 */
export const LIVE_DIALECTS: CapabilityDialects = {
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
  if (dialects[capability] !== null) return "documented";
  return ENFORCED_HERE.includes(capability) ? "enforced" : "unavailable";
}

/** True for a text that names a capability; used on stored rows. */
export function isCapability(text: string): text is Capability {
  return (CAPABILITIES as readonly string[]).includes(text);
}
