import type { Dialect } from "../escrow/states";
import type { Usdc } from "../money";
import { type EpochMs, SECOND_MS } from "../time";
import { type ReferralProof, upgradeProof } from "./proof";

/** One worker's claim to be linked. `registeredAt` is platform time. */
export interface LinkClaim {
  readonly upstreamId: string;
  readonly registeredAt: EpochMs;
}

/** One row of a referrer's statistics. Published ids are cut to eight characters: `isPrefix` says so. */
export interface ListedAgent {
  readonly agentId: string;
  readonly isPrefix: boolean;
  readonly earned: Usdc;
  readonly since: EpochMs | null;
}

/** Statistics show whole seconds and may be written a moment after the reply. Source: transcript section 2. */
export const SAME_SECOND_MS = 2 * SECOND_MS;

/**
 * What the reply of a registration proves. Only fleet echoes the code that was used; elsewhere the reply holds the new
 * agent's own code and an unknown code is ignored in silence (transcript section 1, 2026-11-20).
 */
export function proofFromEcho(dialect: Dialect, codeUsed: string | null, echoed: string | null): ReferralProof {
  if (dialect !== "fleet" || codeUsed === null || echoed === null) return "unverified";
  return echoed === codeUsed ? "echoed" : "contradicted";
}

/**
 * What a referrer's own list says of a worker, `null` when it is not in it. `claims` are all workers that claim this
 * referrer, the worker among them: as many rows as claims that fit prove all of them, fewer prove none by name.
 */
export function proofFromList(
  claim: LinkClaim, listed: readonly ListedAgent[], claims: readonly LinkClaim[],
): { readonly proof: ReferralProof; readonly earned: Usdc | null } | null {
  const rows = listed.filter((row) => fits(row, claim));
  const [first] = rows;
  if (first === undefined) return null;
  const contenders = claims.filter((other) => rows.some((row) => fits(row, other)));
  const isTimed = rows.every((row) => !row.isPrefix || row.since !== null);
  if (!isTimed || contenders.length > rows.length) return { proof: "listed_ambiguous", earned: null };
  // With several rows it is certain that all are linked, not which row is whose.
  if (rows.length > 1) return { proof: "listed", earned: null };
  return { proof: first.earned > 0n ? "in_ledger" : "listed", earned: first.earned };
}

/**
 * Contradicted when another referrer's list names the worker beyond doubt: by its whole id, or by prefix and second
 * with no other agent of ours that it could be. A doubtful row contradicts nobody.
 */
export function contradictionFromList(
  claim: LinkClaim, othersList: readonly ListedAgent[], everyone: readonly LinkClaim[],
): ReferralProof | null {
  const found = proofFromList(claim, othersList, everyone);
  return found === null || found.proof === "listed_ambiguous" ? null : "contradicted";
}

/**
 * Trading and domains only count. A count that rose by at least as many as registered in between fits the claim of each,
 * but names nobody; one that rose by fewer proves nothing of anybody.
 */
export function proofFromCount(before: number, after: number, registered: number): ReferralProof | null {
  return registered > 0 && after - before >= registered ? "listed_ambiguous" : null;
}

/** `in_ledger` when one of the commissions that arrived comes from an escrow that the worker's side of it pays for. */
export function proofFromCommissions(
  commissionEscrowIds: Iterable<string>, escrowIdsOfWorker: ReadonlySet<string>,
): ReferralProof | null {
  for (const id of commissionEscrowIds) if (escrowIdsOfWorker.has(id)) return "in_ledger";
  return null;
}

/** The escrow behind a commission row, `null` for every other row (transcript section 6, 2026-11-20). */
export function commissionEscrowOf(reason: string): string | null {
  return /^escrow_referral(?:_commission)?: (\S+)$/.exec(reason)?.[1] ?? null;
}

/** The proof after all evidence of one reading; `null` says nothing. */
export function weighEvidence(current: ReferralProof, evidence: readonly (ReferralProof | null)[]): ReferralProof {
  return evidence.reduce<ReferralProof>((proof, next) => (next === null ? proof : upgradeProof(proof, next)), current);
}

function fits(row: ListedAgent, claim: LinkClaim): boolean {
  if (!row.isPrefix) return row.agentId === claim.upstreamId;
  if (!claim.upstreamId.startsWith(row.agentId)) return false;
  return row.since === null || Math.abs(row.since - claim.registeredAt) <= SAME_SECOND_MS;
}
