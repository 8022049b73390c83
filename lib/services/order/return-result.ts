import type { Json, JsonFault, JsonObject } from "@/lib/core/order/json-value";
import { isOrderClosed, type OrderState } from "@/lib/core/order/states";
import { validateResult } from "@/lib/core/order/validate-result";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { WorkOrder } from "@/lib/db/generated/client";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { hasWorkableEscrow, isHeldNow } from "./claim-order";
import type { SignedInWorker } from "./find-worker-token";
import { hashJson, lockOrderRow, moveOrder, orderName, sha256 } from "./order-row";
import { CLAIM_LOST } from "./report-progress";

export interface ReturnedResult {
  readonly orderId: string;
  readonly claimKey: string;
  /** Chosen by the worker once for one result: a repeat with the same key is the same return. */
  readonly resultKey: string;
  readonly result: Json;
}

export interface ResultFailure extends Failure {
  readonly faults?: readonly JsonFault[];
}

/**
 * Keeps the result of an order, once. A refused result leaves the claim as it is, to be corrected; the order shows its
 * newest faults, and the audit log has the first. Errors: `NOT_FOUND`, `INVALID_RESULT` with the faults, `CONFLICT`,
 * `CLAIM_LOST`, `ORDER_CLOSED`.
 */
export async function returnResult(
  ctx: ServiceContext, worker: SignedInWorker, input: ReturnedResult,
): Promise<Result<{ readonly state: string; readonly resultHash: string }, ResultFailure>> {
  return ctx.db.$transaction(async (tx): Promise<Result<{ state: string; resultHash: string }, ResultFailure>> => {
    const row = await lockOrderRow(tx, input.orderId, worker.agentId);
    if (!row) return fail({ code: "NOT_FOUND", message: "There is no such order for this worker." });
    const again = answerAgain(row, input);
    if (again) return again;
    const now = ctx.now();
    if (!isHeldNow(row, now) || row.claimKeyHash !== sha256(input.claimKey)) return fail(CLAIM_LOST);
    if (!hasWorkableEscrow(row)) return fail({ code: "ORDER_CLOSED", message: "The money of this order is no longer locked. Nothing was kept." });
    const faults = validateResult(input.result, row.resultSchema as JsonObject | null);
    if (faults.length > 0) {
      await tx.workOrder.update({ where: { id: row.id }, data: { validationNotes: faults.map((fault) => ({ ...fault })) } });
      // Once for an order: the log is never cut, and a worker's process may send the same fault six hundred times a minute.
      const isFirst = !Array.isArray(row.validationNotes) || row.validationNotes.length === 0;
      if (isFirst) await appendAudit(tx, ctx, {
        connectionId: row.connectionId, action: "order.return", result: "denied", subject: { type: "order", id: row.id, name: orderName(row) },
        summary: `${worker.name} returned a result that was refused: ${faults.length === 1 ? "1 fault" : `${faults.length} faults`}`,
      });
      return fail({ code: "INVALID_RESULT", message: "The result does not fit the order. Nothing was kept. Correct it and send it again.", faults });
    }
    const resultHash = hashJson(input.result);
    const moved = await moveOrder(tx, ctx, row, {
      event: "return", summary: `${worker.name} returned: ${orderName(row)}, sha256 ${resultHash.slice(0, 12)}`,
      patch: {
        result: input.result, resultHash, resultKeyHash: sha256(input.resultKey), returnedAt: new Date(now), leaseUntil: null,
        validationNotes: [], nextTryAt: new Date(now),
      },
    });
    return moved.ok ? ok({ state: moved.value.state, resultHash }) : moved;
  });
}

/** What a result that came before means for this one: the same answer, a conflict, or `null` when none came. */
function answerAgain(row: WorkOrder, { resultKey, result }: ReturnedResult): Result<{ state: string; resultHash: string }, Failure> | null {
  if (row.resultHash !== null) {
    const isSame = row.resultKeyHash === sha256(resultKey) && row.resultHash === hashJson(result);
    if (isSame) return ok({ state: row.state, resultHash: row.resultHash });
    return fail({ code: "CONFLICT", message: "This order already has another result. Nothing was kept." });
  }
  if (isOrderClosed(row.state as OrderState)) return fail({ code: "ORDER_CLOSED", message: `This order is ${row.state}. Nothing was kept.` });
  return null;
}
