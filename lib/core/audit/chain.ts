import type { EpochMs } from "../time";

/** What an audit entry says, in the order of a sentence: who did what to what, with which result. */
export interface ChainedEntry {
  readonly seq: bigint;
  readonly id: string;
  readonly connectionId: string | null;
  readonly at: EpochMs;
  readonly actorType: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly action: string;
  readonly result: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly summary: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly intentId: string | null;
  readonly requestId: string;
  readonly previousHash: string;
}

/** An entry as it stands in the log: with the hash that the next one follows. */
export interface SealedEntry extends ChainedEntry {
  readonly hash: string;
}

/** What a walk over the whole chain found. Units: entries, milliseconds. */
export interface ChainCheck {
  readonly at: EpochMs;
  readonly isIntact: boolean;
  readonly sentence: string;
  readonly checkedCount: number;
  readonly durationMs: number;
}

/** The hash before the first entry. */
export const GENESIS_HASH = "0".repeat(64);

const FIELDS = [
  "seq", "id", "connectionId", "at", "actorType", "actorId", "actorName", "action", "result", "subjectType", "subjectId",
  "subjectName", "summary", "before", "after", "intentId", "requestId", "previousHash",
] as const satisfies readonly (keyof ChainedEntry)[];

/**
 * The text whose SHA-256, in lower-case hex, is the entry's hash; the caller computes it. Only the named fields count,
 * so a row with more columns gives the same text. Invariant: it does not depend on the order of keys, and a value that
 * went through a JSON column gives the same text again.
 */
export function canonicalEntry(entry: ChainedEntry): string {
  return canonicalJson(Object.fromEntries(FIELDS.map((field) => [field, entry[field] ?? null])));
}

/** JSON with sorted keys; a bigint is its decimal text, `undefined` is left out. Throws on what JSON cannot hold. */
export function canonicalJson(value: unknown): string {
  if (typeof value === "bigint") return JSON.stringify(value.toString());
  if (value === null || typeof value !== "object") {
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined) throw new TypeError(`Not a JSON value: ${typeof value}`);
    return text;
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  const pairs = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${pairs.join(",")}}`;
}
