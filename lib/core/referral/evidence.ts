import type { Usdc } from "../money";
import { type EpochMs, SECOND_MS } from "../time";
import type { ReferralProof } from "./proof";

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

function fits(row: ListedAgent, claim: LinkClaim): boolean {
  if (!row.isPrefix) return row.agentId === claim.upstreamId;
  if (!claim.upstreamId.startsWith(row.agentId)) return false;
  return row.since === null || Math.abs(row.since - claim.registeredAt) <= SAME_SECOND_MS;
}
