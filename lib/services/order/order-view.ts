import type { Json, JsonFault, JsonObject } from "@/lib/core/order/json-value";
import type { OrderDetail } from "@/lib/core/order/order-view";
import type { OrderState } from "@/lib/core/order/states";
import { fromDate, fromDateOrNull, toIso } from "@/lib/core/time";
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
    closesAt: row.closesAt ? toIso(fromDate(row.closesAt)) : null, createdAt: toIso(fromDate(row.createdAt)),
  };
}

function toFeedback({ feedback }: WorkOrder): readonly JsonFault[] | null {
  return feedback as unknown as readonly JsonFault[] | null;
}

export function toDetail(row: WorkOrder): OrderDetail {
  return {
    id: row.id, kind: row.kind as OrderDetail["kind"], escrowId: row.escrowId, legId: row.legId,
    state: row.state as OrderState, instructions: row.instructions,
    input: row.input as Json, resultSchema: row.resultSchema as JsonObject | null, timeoutSeconds: row.timeoutSeconds, attempts: row.attempts,
    claimedAt: fromDateOrNull(row.claimedAt), leaseUntil: fromDateOrNull(row.leaseUntil), progress: row.progress as Json, progressAt: fromDateOrNull(row.progressAt),
    result: row.result as Json, resultHash: row.resultHash, returnedAt: fromDateOrNull(row.returnedAt), faults: (row.validationNotes ?? []) as unknown as JsonFault[],
    completeNote: row.completeNote, closedNote: row.closedNote, revision: row.revision, feedback: toFeedback(row),
    createdAt: fromDate(row.createdAt),
  };
}
