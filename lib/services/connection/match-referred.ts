import { SECOND_MS } from "@/lib/core/time";
import type { ReferralProof } from "@/lib/core/referral/proof";
import type { ReferredAgent, ReferralSummary } from "@/lib/purpleflea/records";

export interface ReferralCandidate {
  readonly agentId: string;
  readonly upstreamId: string;
  /** Platform time of the registration, in ms. */
  readonly registeredAtMs: number;
  readonly proof: ReferralProof;
}

export interface ReferralEvidence {
  readonly proof: ReferralProof;
  readonly earnedMicros: bigint;
}

/** Published lists cut the id to a prefix; the second of the registration narrows it down. Source: transcript section 1. */
const SAME_MOMENT_MS = 2 * SECOND_MS;
/** A list that was read while a worker registered may not hold it yet. */
const SETTLING_MS = 60 * SECOND_MS;

/**
 * What the platform's list says of one worker, or `null` when it says nothing. A complete list without a worker that
 * had claimed the link contradicts the claim.
 */
export function matchReferred(
  worker: ReferralCandidate, summary: ReferralSummary, all: readonly ReferralCandidate[], nowMs: number,
): ReferralEvidence | null {
  const listed = summary.agents.filter((row) => fits(row, worker));
  const [first] = listed;
  if (first) {
    const isAmbiguous = first.isPrefix && all.filter((other) => fits(first, other)).length > 1;
    if (isAmbiguous) return { proof: "listed_ambiguous", earnedMicros: 0n };
    return { proof: first.earned > 0n ? "in_ledger" : "listed", earnedMicros: first.earned };
  }
  const isComplete = summary.agents.length >= summary.referredCount && !summary.agents.some((row) => row.isPrefix);
  const claims = worker.proof === "echoed" || worker.proof === "listed" || worker.proof === "listed_ambiguous";
  const isSettled = nowMs - worker.registeredAtMs > SETTLING_MS;
  return isComplete && claims && isSettled ? { proof: "contradicted", earnedMicros: 0n } : null;
}

function fits(row: ReferredAgent, worker: ReferralCandidate): boolean {
  if (!row.isPrefix) return row.agentId === worker.upstreamId;
  const isSameMoment = row.since === null || Math.abs(row.since - worker.registeredAtMs) <= SAME_MOMENT_MS;
  return worker.upstreamId.startsWith(row.agentId) && isSameMoment;
}
