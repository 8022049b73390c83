import type { SealedEntry } from "./chain";

/** One thing that somebody did: its newest entry, told in the words of the wish that it answers. */
export interface ActivityLine extends Pick<SealedEntry, "seq" | "at" | "action" | "result" | "summary"> {
  /** What the outcome itself says; `null` while there is no other word than the wish. */
  readonly outcome: string | null;
}

/**
 * The newest `linesMax` things that happened: all entries of one intent are one line with its last result, at the time of
 * that result. `entries` are the newest first; a wish that lies before them leaves its outcome to speak for itself.
 */
export function foldActivity(
  entries: readonly Pick<SealedEntry, "seq" | "at" | "action" | "result" | "summary" | "intentId">[], linesMax: number,
): ActivityLine[] {
  const wishes = new Map(entries.flatMap(({ intentId, result, summary }) => (intentId !== null && result === "requested" ? [[intentId, summary]] : [])));
  const told = new Set<string>();
  const newest = entries.filter(({ intentId }) => intentId === null || (!told.has(intentId) && told.add(intentId)));
  return newest.slice(0, linesMax).map(({ seq, at, action, result, summary, intentId }) => {
    const wish = intentId === null || result === "requested" ? undefined : wishes.get(intentId);
    return { seq, at, action, result, summary: wish ?? summary, outcome: wish === undefined ? null : summary };
  });
}
