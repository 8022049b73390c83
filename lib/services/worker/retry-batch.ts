import { actorCan } from "@/lib/core/access/actor";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import { notify } from "@/lib/db/notify";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { enqueueWorkflow } from "../enqueue-workflow";

/**
 * Sends the failed and unverified workers of a batch on from the step each of them reached; what is done is not done
 * again. The same token is one retry.
 * Errors: `FORBIDDEN`, `NOT_FOUND`, `NOTHING_FAILED`.
 */
export async function retryBatch(
  ctx: ServiceContext, connectionId: string, batchId: string, idempotencyKey: string,
): Promise<Result<{ retried: number }, Failure>> {
  if (!actorCan(ctx.actor, "worker.retry")) {
    return fail({ code: "FORBIDDEN", message: "Your roles do not allow a retry. Nothing was sent. Ask an operator." });
  }
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from "SpawnBatch" where id = ${batchId} for update`;
    const batch = await tx.spawnBatch.findFirst({ where: { id: batchId, connectionId } });
    if (!batch) return fail({ code: "NOT_FOUND", message: "This batch does not exist. Nothing was sent." });
    const { count } = await tx.agent.updateMany({
      where: { batchId, state: { in: ["failed", "unverified"] } },
      data: { state: "registering", failureCode: null, failureMessage: null },
    });
    if (count === 0) return fail({ code: "NOTHING_FAILED", message: "No worker of this batch has failed. Nothing was sent." });
    await tx.spawnBatch.update({ where: { id: batchId }, data: { state: "running", finishedAt: null } });
    await enqueueWorkflow(tx, "spawn-batch", `${batchId}:retry:${idempotencyKey}`, [batchId]);
    await notify(tx, "workers");
    await notify(tx, "batches", batchId);
    await appendAudit(tx, ctx, {
      connectionId, action: "worker.retry", result: "requested", summary: `Retry ${count} of ${batch.count}`,
      subject: { type: "batch", id: batchId, name: `Batch ${batch.number}` },
    });
    return ok({ retried: count });
  });
}
