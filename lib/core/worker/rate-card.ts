import type { Usdc } from "../money";
import type { EpochMs } from "../time";

/** What an agent asks for a job. Units: micros. */
export interface RateCardTerms {
  readonly price: Usdc;
  readonly minutes: number;
  readonly note: string | null;
}

/** The terms of a worker, and who set them last. */
export interface RateCard extends RateCardTerms {
  readonly changedBy: string;
  readonly changedAt: EpochMs;
}
