import type { EpochMs } from "@/lib/core/time";

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
