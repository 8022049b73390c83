import { leaseUntil } from "@/lib/core/order/lease";
import { findUnstorable, type JsonObject, PROGRESS_BYTES_MAX } from "@/lib/core/order/json-value";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { toEpochMs, toIso } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { hasWorkableEscrow, isHeldNow } from "./claim-order";
import type { SignedInWorker } from "./find-worker-token";
import { lockOrderRow, moveOrder, sha256 } from "./order-row";

export interface ProgressReport {
  readonly orderId: string;
  readonly claimKey: string;
  readonly progress: JsonObject;
}

/**
 * A sign of life from whoever holds an order: keeps what it says and lengthens its lease. No audit entry.
 * Errors: `NOT_FOUND`, `INVALID`, `CLAIM_LOST`, `ORDER_CLOSED`.
 */
export async function reportProgress(
  ctx: ServiceContext, worker: SignedInWorker, { orderId, claimKey, progress }: ProgressReport,
): Promise<Result<{ readonly state: string; readonly leaseUntil: string }, Failure>> {
  const fault = findUnstorable(progress, PROGRESS_BYTES_MAX);
  if (fault) return fail({ code: "INVALID", message: `progress${fault.path} ${fault.message}.` });
  return ctx.db.$transaction(async (tx): Promise<Result<{ state: string; leaseUntil: string }, Failure>> => {
    const row = await lockOrderRow(tx, orderId, worker.agentId);
    if (!row) return fail({ code: "NOT_FOUND", message: "There is no such order for this worker." });
    const now = ctx.now();
    if (!isHeldNow(row, now) || row.claimKeyHash !== sha256(claimKey)) return fail(CLAIM_LOST);
    if (!hasWorkableEscrow(row)) return fail({ code: "ORDER_CLOSED", message: "The money of this order is no longer locked. Stop working on it." });
    const until = leaseUntil(toEpochMs(row.claimedAt?.getTime() ?? now), now, row.timeoutSeconds);
    const moved = await moveOrder(tx, ctx, row, {
      event: "progress", patch: { progress: progress as object, progressAt: new Date(now), leaseUntil: new Date(until) },
    });
    return moved.ok ? ok({ state: moved.value.state, leaseUntil: toIso(until) }) : moved;
  });
}

export const CLAIM_LOST: Failure = {
  code: "CLAIM_LOST", message: "This claim does not hold this order any more. Stop working on it, or claim it again.",
};
