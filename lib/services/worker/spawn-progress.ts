import type { SpawnStep } from "@/lib/core/worker/states";
import { newId } from "@/lib/core/ids";
import type { MoneyRows } from "@/lib/db/money-rows";
import { notify } from "@/lib/db/notify";
import { raiseAlert, resolveAlert } from "@/lib/db/rows/alert-rows";
import { appendAudit } from "../audit/append-audit";
import { recordObservation, recordReading } from "../command";
import type { ServiceContext } from "../context";

/** Stores that a step of a worker's spawn is done; `ready` makes the worker live. */
export async function finishSpawnStep(ctx: ServiceContext, agentId: string, step: SpawnStep): Promise<void> {
  if (step !== "ready") {
    await recordReading(ctx, (rows) => rows.agents.patch(agentId, { spawnStep: step, failureCode: null, failureMessage: null }));
    return;
  }
  const agent = await ctx.db.agent.findUniqueOrThrow({ where: { id: agentId } });
  await recordObservation(ctx, {
    connectionId: agent.connectionId, action: "worker.ready", subject: { type: "worker", id: agentId, name: agent.name },
    summary: `${agent.name} is live`, before: { state: agent.state }, after: { state: "live" },
  }, async (rows) => {
    if (!(await isSpawning(rows, agentId))) return false;
    await rows.agents.patch(agentId, { spawnStep: "ready", state: "live", failureCode: null, failureMessage: null });
    return true;
  });
}

/** Writes why a worker's spawn stopped. What it has reached stays; a retry goes on from there. */
export async function failSpawn(ctx: ServiceContext, agentId: string, failure: { code: string; message: string }): Promise<void> {
  const agent = await ctx.db.agent.findUniqueOrThrow({ where: { id: agentId } });
  await recordObservation(ctx, {
    connectionId: agent.connectionId, action: "worker.spawnFailed", subject: { type: "worker", id: agentId, name: agent.name },
    summary: failure.message, after: { code: failure.code, reached: agent.spawnStep ?? "nothing" },
  }, async (rows) => {
    if (!(await isSpawning(rows, agentId))) return false;
    await rows.agents.patch(agentId, { state: "failed", failureCode: failure.code, failureMessage: failure.message });
    return true;
  });
}

/** Locks the worker: a retirement that somebody asked for meanwhile must not be undone by the end of its spawn. */
async function isSpawning({ tx }: MoneyRows, agentId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ state: string }[]>`select state from "Agent" where id = ${agentId} for update`;
  return row?.state === "registering";
}

/** Closes a batch when no worker of it is on its way; a batch with failures raises an alert that a full retry resolves. */
export async function finishBatch(ctx: ServiceContext, batchId: string): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const batch = await tx.spawnBatch.findUniqueOrThrow({ where: { id: batchId } });
    const groups = await tx.agent.groupBy({ by: ["state"], where: { batchId }, _count: { _all: true } });
    const count = (states: string[]) => groups.filter(({ state }) => states.includes(state)).reduce((sum, group) => sum + group._count._all, 0);
    const stopped = count(["failed", "unverified"]);
    const at = new Date(ctx.now());
    await tx.spawnBatch.update({ where: { id: batchId }, data: { state: stopped > 0 ? "failed" : "done", finishedAt: at } });
    const dedupeKey = `batch:${batchId}`;
    if (stopped === 0) await resolveAlert(tx, dedupeKey, at, "system");
    else {
      await raiseAlert(tx, {
        id: newId("alert", ctx.now(), ctx.random), connectionId: batch.connectionId, kind: "batch_failed", severity: "warning",
        subjectType: "batch", subjectId: batchId, title: `Batch ${batch.number}: ${stopped} of ${batch.count} stopped`,
        body: "The others are live. Retry failed does only what is missing.", dedupeKey, raisedAt: at,
      });
    }
    await notify(tx, "batches", batchId);
    await appendAudit(tx, ctx, {
      connectionId: batch.connectionId, action: "worker.batchFinished", result: "recorded",
      subject: { type: "batch", id: batchId, name: `Batch ${batch.number}` }, summary: `${batch.count - stopped} live, ${stopped} stopped`,
    });
  });
}
