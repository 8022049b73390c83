import type { Json, JsonFault, JsonObject } from "@/lib/core/order/json-value";
import type { OrderState } from "@/lib/core/order/states";
import { type EpochMs, toEpochMs, toIso } from "@/lib/core/time";
import type { WorkOrder } from "@/lib/db/generated/client";

/** An order as its worker sees it. Nothing of the platform, of money or of other agents is in it. */
export interface OfferedOrder {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly instructions: string;
  readonly input: Json;
  readonly resultSchema: JsonObject | null;
  readonly timeoutSeconds: number;
  readonly attempts: number;
  /** How often the work came back before. */
  readonly revision: number;
  /** What was wrong with the result before; `null` for a first order. */
  readonly feedback: readonly JsonFault[] | null;
  /** Until when a bid is taken; `null` for work. */
  readonly closesAt: string | null;
  readonly createdAt: string;
}

export function toOffered(row: WorkOrder): OfferedOrder {
  return {
    id: row.id, kind: row.kind, state: row.state, instructions: row.instructions, input: row.input as Json, resultSchema: row.resultSchema as JsonObject | null,
    timeoutSeconds: row.timeoutSeconds, attempts: row.attempts, revision: row.revision, feedback: toFeedback(row),
    closesAt: row.closesAt ? toIso(toEpochMs(row.closesAt.getTime())) : null, createdAt: toIso(toEpochMs(row.createdAt.getTime())),
  };
}

function toFeedback({ feedback }: WorkOrder): readonly JsonFault[] | null {
  return feedback as unknown as readonly JsonFault[] | null;
}

/** An order with all that its operator may know. Times are the console's. */
export interface OrderDetail {
  readonly id: string;
  readonly kind: "task" | "bid";
  readonly escrowId: string | null;
  readonly legId: string | null;
  readonly workerAgentId: string;
  readonly state: OrderState;
  readonly instructions: string;
  readonly input: Json;
  readonly resultSchema: JsonObject | null;
  readonly timeoutSeconds: number;
  readonly attempts: number;
  readonly claimedAt: EpochMs | null;
  readonly leaseUntil: EpochMs | null;
  readonly progress: Json;
  readonly progressAt: EpochMs | null;
  readonly result: Json;
  readonly resultHash: string | null;
  readonly returnedAt: EpochMs | null;
  /** Why the last refused result was refused. */
  readonly faults: readonly JsonFault[];
  /** Why the payee's *completed* was not sent yet. */
  readonly completeNote: string | null;
  readonly closedNote: string | null;
  readonly revision: number;
  readonly feedback: readonly JsonFault[] | null;
  readonly closesAt: EpochMs | null;
  readonly createdAt: EpochMs;
}

export function toDetail(row: WorkOrder): OrderDetail {
  const instant = (at: Date | null) => (at ? toEpochMs(at.getTime()) : null);
  return {
    id: row.id, kind: row.kind as OrderDetail["kind"], escrowId: row.escrowId, legId: row.legId, workerAgentId: row.workerAgentId,
    state: row.state as OrderState, instructions: row.instructions,
    input: row.input as Json, resultSchema: row.resultSchema as JsonObject | null, timeoutSeconds: row.timeoutSeconds, attempts: row.attempts,
    claimedAt: instant(row.claimedAt), leaseUntil: instant(row.leaseUntil), progress: row.progress as Json, progressAt: instant(row.progressAt),
    result: row.result as Json, resultHash: row.resultHash, returnedAt: instant(row.returnedAt), faults: (row.validationNotes ?? []) as unknown as JsonFault[],
    completeNote: row.completeNote, closedNote: row.closedNote, revision: row.revision, feedback: toFeedback(row), closesAt: instant(row.closesAt),
    createdAt: toEpochMs(row.createdAt.getTime()),
  };
}
