import type { PriceOfSilence } from "../escrow/silence";
import type { Usdc } from "../money";
import type { Json } from "../order/json-value";
import type { EpochMs } from "../time";

/** What the three answers to a review are about. `deadlineAt` is platform time; units: micros. */
export interface ReviewSubject {
  readonly legId: string;
  readonly orderId: string;
  readonly agentName: string;
  /** `null`: the orchestrator. */
  readonly payerName: string | null;
  readonly amount: Usdc;
  /** What the agent has after the fee when it is released. */
  readonly net: Usdc;
  readonly revision: number;
  readonly revisionsLeft: number;
  /** True when a later stage or a dispute window still stands between an acceptance and the money. */
  readonly waitsAfter: boolean;
  readonly disputeMinutes: number;
  readonly hasBackup: boolean;
  readonly deadlineAt: EpochMs | null;
  readonly silence: PriceOfSilence;
}

/** A result that waits for a person's word. Times but `deadlineAt` are the console's. */
export interface ReviewFacts extends ReviewSubject {
  readonly legKey: string;
  readonly label: string;
  readonly runId: string;
  readonly runName: string;
  readonly runNumber: number;
  readonly question: string;
  readonly instructions: string;
  readonly result: Json;
  readonly resultHash: string;
  readonly returnedAt: EpochMs | null;
  /** Until when an accepted result must be there; then the leg has timed out. */
  readonly dueAt: EpochMs | null;
  readonly escrowId: string;
}
