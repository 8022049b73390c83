import type { Usdc } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";

/** What surrounds a run: two clocks, what the platform can do, and who looks. */
export interface RunScene {
  /** The console's time. */
  readonly now: EpochMs;
  /** The platform's time, for escrows' deadlines. */
  readonly platformNow: EpochMs;
  readonly clockOffsetMs: number;
  readonly canCancel: boolean;
  readonly isSandbox: boolean;
  readonly isFrozen: boolean;
  readonly mayControl: boolean;
  readonly mayReview: boolean;
  /** May a result above the threshold be accepted by this person, and did he just prove himself. */
  readonly mayReleaseAbove: boolean;
  readonly isSteppedUp: boolean;
  readonly approvalAbove: Usdc | null;
}
