import type { EpochMs } from "../time";

/** The answer to "is my money safe". `provenMicros` is what the platform confirmed and no unknown outcome touches. Units: micros. */
export interface Treasury {
  readonly totalMicros: bigint;
  readonly provenMicros: bigint;
  readonly availableMicros: bigint;
  readonly walletsMicros: bigint;
  readonly escrowMicros: bigint;
  readonly unknownMicros: bigint;
  readonly unknownCount: number;
  readonly nextCheckAt: EpochMs | null;
  readonly differenceMicros: bigint;
  readonly note: string;
  readonly provenAt: EpochMs;
  /** `null` when nothing was proven a day ago. */
  readonly dayAgoMicros: bigint | null;
  readonly history: readonly bigint[];
}

/** One thing that waits for a person. `lostMicros` is what silence costs or what is at risk. */
export interface Need {
  readonly id: string;
  readonly kind: "unknown" | "completed" | "alert" | "run";
  readonly word: string;
  readonly title: string;
  readonly note: string;
  readonly href: string;
  readonly lostMicros: bigint;
  readonly words: "you lose" | "at risk";
  readonly deadlineAt: EpochMs | null;
}

/** How many of each kind wait, whatever is shown of them. */
export interface NeedCounts {
  readonly alerts: number;
  readonly unknown: number;
  readonly completed: number;
  readonly runs: number;
}

/** The queue of what waits for a person. Units: micros. */
export interface Needs {
  readonly items: readonly Need[];
  readonly counts: NeedCounts;
  readonly firstDeadlineAt: EpochMs | null;
  readonly lostMicros: bigint;
}

/** A sum of the last thirty days beside that of the thirty before. Units: micros. */
export interface Trend {
  readonly micros: bigint;
  readonly beforeMicros: bigint;
}

/** The figures of the strip, with what they are compared with. Days are UTC; sums are in micros. */
export interface FleetFigures {
  readonly workers: { readonly total: number; readonly live: number; readonly stale: number; readonly stopped: number; readonly sinceYesterday: number };
  readonly escrows: { readonly open: number; readonly lockedMicros: bigint; readonly completed: number };
  readonly fees: Trend;
  readonly commission: Trend;
  readonly net: Trend;
  readonly today: { readonly feesMicros: bigint; readonly commissionMicros: bigint };
  readonly yesterday: { readonly feesMicros: bigint; readonly commissionMicros: bigint };
}

/** How many escrows came so far. Units: micros. */
export interface FunnelStep {
  readonly label: "Created" | "Locked" | "Released";
  readonly count: number;
  readonly amountMicros: bigint;
  /** Where those went that did not come to the next step. */
  readonly leaves: readonly { readonly state: string; readonly count: number }[];
}
