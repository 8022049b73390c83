import type { PriceOfSilence } from "@/lib/core/escrow/silence";
import type { Usdc } from "@/lib/core/money";
import type { Json } from "@/lib/core/order/json-value";
import type { EpochMs } from "@/lib/core/time";

/** What the three answers to a review are about. */
export interface ReviewSubject {
  readonly legId: string;
  readonly orderId: string;
  readonly agentName: string;
  /** `null`: the orchestrator. */
  readonly payerName: string | null;
  readonly amount: Usdc;
  readonly net: Usdc;
  readonly revision: number;
  readonly revisionsLeft: number;
  readonly waitsAfter: boolean;
  readonly disputeMinutes: number;
  readonly hasBackup: boolean;
  readonly deadlineAt: EpochMs | null;
  readonly silence: PriceOfSilence;
}

/** A result that waits for a person's word. */
export interface ReviewFacts extends ReviewSubject {
  readonly legKey: string;
  readonly label: string;
  readonly runId: string;
  readonly runName: string;
  readonly question: string;
  readonly instructions: string;
  readonly result: Json;
  readonly resultHash: string;
  readonly returnedAt: EpochMs | null;
  readonly escrowId: string;
}
