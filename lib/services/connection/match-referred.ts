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
  const [first] = rowsOf(summary.agents, worker);
  if (first) {
    const isAmbiguous = first.isPrefix && candidatesOf(all, first.agentId).filter((other) => fits(first, other)).length > 1;
    if (isAmbiguous) return { proof: "listed_ambiguous", earnedMicros: 0n };
    return { proof: first.earned > 0n ? "in_ledger" : "listed", earnedMicros: first.earned };
  }
  const isComplete = summary.agents.length >= summary.referredCount && !indexOf(summary.agents).hasPrefixes;
  const claims = worker.proof === "echoed" || worker.proof === "listed" || worker.proof === "listed_ambiguous";
  const isSettled = nowMs - worker.registeredAtMs > SETTLING_MS;
  return isComplete && claims && isSettled ? { proof: "contradicted", earnedMicros: 0n } : null;
}

/** A list of ten thousand is held against as many workers every ten seconds: both are looked up by what they begin with. */
interface Index {
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly lengths: readonly number[];
  readonly hasPrefixes: boolean;
}

const indexes = new WeakMap<readonly ReferredAgent[], Index>();
const starts = new WeakMap<readonly ReferralCandidate[], Map<number, ReadonlyMap<string, readonly ReferralCandidate[]>>>();

function indexOf(rows: readonly ReferredAgent[]): Index {
  const known = indexes.get(rows);
  if (known) return known;
  const places = groupBy([...rows.keys()], (place) => rows[place]?.agentId ?? "");
  const index = { places, lengths: [...new Set(rows.map(({ agentId }) => agentId.length))], hasPrefixes: rows.some((row) => row.isPrefix) };
  indexes.set(rows, index);
  return index;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The rows that fit a worker, in the order of the list. */
function rowsOf(rows: readonly ReferredAgent[], worker: ReferralCandidate): ReferredAgent[] {
  const { places, lengths } = indexOf(rows);
  const found = lengths.flatMap((length) => places.get(worker.upstreamId.slice(0, length)) ?? []);
  return [...new Set(found)].sort((one, other) => one - other).flatMap((place) => rows[place] ?? []).filter((row) => fits(row, worker));
}

function candidatesOf(all: readonly ReferralCandidate[], prefix: string): readonly ReferralCandidate[] {
  const byLength = starts.get(all) ?? new Map<number, ReadonlyMap<string, readonly ReferralCandidate[]>>();
  starts.set(all, byLength);
  const byStart = byLength.get(prefix.length) ?? groupBy(all, ({ upstreamId }) => upstreamId.slice(0, prefix.length));
  byLength.set(prefix.length, byStart);
  return byStart.get(prefix) ?? [];
}

function fits(row: ReferredAgent, worker: ReferralCandidate): boolean {
  if (!row.isPrefix) return row.agentId === worker.upstreamId;
  const isSameMoment = row.since === null || Math.abs(row.since - worker.registeredAtMs) <= SAME_MOMENT_MS;
  return worker.upstreamId.startsWith(row.agentId) && isSameMoment;
}
