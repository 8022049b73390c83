/**
 * Where one leg stands. `waiting`: its turn has not come, or it is held. `bidding`: the request for proposals is out.
 * `locking`: its lock is on its way. `funded`: locked, before its turn. `working`: its worker has the order. `judging`: a
 * result is being checked. `accepted`: passed, its money waits (dispute window, later stages). `releasing`, `paid`.
 * `returning`: its escrow is on its way back, or waits for its time-out. Then `failed`; `defaulted` (failed, and a default
 * goes on in its place); `skipped` (never funded, because something before it failed); `lost` (another one won the race);
 * `stopped` (somebody cancelled the run).
 */
export const LEG_STATES = [
  "waiting", "bidding", "locking", "funded", "working", "judging", "accepted", "releasing", "paid", "returning",
  "failed", "defaulted", "skipped", "lost", "stopped",
] as const;
export type LegState = (typeof LEG_STATES)[number];

const FINAL: readonly LegState[] = ["paid", "failed", "defaulted", "skipped", "lost", "stopped"];

/** True when nothing more happens to a leg by itself. */
export function isLegFinal(state: LegState): boolean {
  return FINAL.includes(state);
}

/** States in which a leg's own time runs: while its run rests, that time rests too. */
export const TIMED: readonly LegState[] = ["bidding", "working", "accepted"];

/**
 * `running`; `paused` (nothing new starts; what is locked stays); `stopping` (cancelled; money is on its way back). Then
 * `done` (every node has an output of its own or a default), `failed`, `stopped`.
 */
export const RUN_STATES = ["running", "paused", "stopping", "done", "failed", "stopped"] as const;
export type RunState = (typeof RUN_STATES)[number];

export function isRunFinal(state: RunState): boolean {
  return state === "done" || state === "failed" || state === "stopped";
}

/** What becomes of a leg when its money is back. `again`: a fresh escrow, with the same agent or the next. */
export type AfterReturn = "again" | "failed" | "skipped" | "lost" | "stopped";

export const BID_STATES = ["invited", "placed", "refused", "silent", "won", "lost"] as const;
export type BidState = (typeof BID_STATES)[number];
