/**
 * How well we know that a worker is linked to its referrer.
 * `echoed`: the registration reply named the code used. `listed`: the referrer's statistics list the worker.
 * `listed_ambiguous`: the published statistics cut ids to a prefix and more than one worker fits.
 * `in_ledger`: a commission from it arrived. `contradicted`: the platform named another referrer, or none.
 * Source: on the published services the reply holds the new agent's own code and an unknown code is ignored
 * in silence, so an echo proves nothing there (transcript section 1, read 2026-11-20).
 */
export const REFERRAL_PROOFS = [
  "unverified", "echoed", "listed_ambiguous", "listed", "in_ledger", "contradicted",
] as const;

export type ReferralProof = (typeof REFERRAL_PROOFS)[number];

const RANKS: Record<ReferralProof, number> = {
  contradicted: -1, unverified: 0, echoed: 1, listed_ambiguous: 2, listed: 3, in_ledger: 4,
};

/** The strength of a proof: higher is stronger, `contradicted` is below everything. */
export function proofRank(proof: ReferralProof): number {
  return RANKS[proof];
}

/** The weakest proof of a branch: a chain is as good as its worst link. An empty branch is `unverified`. */
export function weakestProof(proofs: readonly ReferralProof[]): ReferralProof {
  return proofs.reduce<ReferralProof | null>(
    (worst, proof) => (worst === null || RANKS[proof] < RANKS[worst] ? proof : worst), null,
  ) ?? "unverified";
}

/**
 * The proof after new evidence. Invariant: it never gets weaker, except to `contradicted`, and a contradiction
 * is only lifted by a commission that really arrived.
 */
export function upgradeProof(current: ReferralProof, evidence: ReferralProof): ReferralProof {
  if (evidence === "contradicted") return "contradicted";
  if (current === "contradicted") return evidence === "in_ledger" ? "in_ledger" : "contradicted";
  return RANKS[evidence] > RANKS[current] ? evidence : current;
}

/** True when a worker with this proof may get money. */
export function isProven(proof: ReferralProof): boolean {
  return RANKS[proof] >= RANKS.echoed;
}
