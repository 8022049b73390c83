import type { EpochMs } from "../time";

/** What a page says of one audit entry: who did what, with which result. */
export interface AuditLine {
  readonly id: string;
  readonly at: EpochMs;
  readonly actorName: string;
  readonly action: string;
  readonly result: string;
  readonly summary: string;
}
