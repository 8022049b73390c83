import { DBOS } from "@dbos-inc/dbos-sdk";
import { advanceWorker } from "./spawn-worker";
import { failSpawn, finishBatch } from "@/lib/services/worker/spawn-progress";
import type { ServiceContext } from "@/lib/services/context";

/** Workers of one batch that go side by side: enough to hide the platform's latency, few enough for a small pool. */
const SIDE_BY_SIDE = 8;

/**
 * One durable workflow for one batch. A worker is one step of it: what runs inside is durable by itself (rows and
 * intents), so the engine only has to remember which workers are through.
 */
export function spawnBatch(contextOf: (workflowId: string) => ServiceContext) {
  return async function runSpawnBatch(batchId: string): Promise<void> {
    const workflowId = DBOS.workflowID ?? batchId;
    const ctx = contextOf(workflowId);
    const agentIds = await DBOS.runStep(() => listRegistering(ctx, batchId), { name: "list workers" });
    for (let start = 0; start < agentIds.length; start += SIDE_BY_SIDE) {
      const together = agentIds.slice(start, start + SIDE_BY_SIDE);
      await Promise.all(together.map((agentId) => DBOS.runStep(() => advanceSafely(ctx, agentId, workflowId), { name: `worker ${agentId}` })));
    }
    await DBOS.runStep(() => finishBatch(ctx, batchId), { name: "finish", retriesAllowed: true, maxAttempts: 5 });
  };
}

async function listRegistering(ctx: ServiceContext, batchId: string): Promise<string[]> {
  const rows = await ctx.db.agent.findMany({ where: { batchId, state: "registering" }, select: { id: true }, orderBy: { name: "asc" } });
  return rows.map(({ id }) => id);
}

/** One worker's failure is its own: a read that failed for good stops it with a sentence and the batch goes on. */
async function advanceSafely(ctx: ServiceContext, agentId: string, workflowId: string): Promise<void> {
  try {
    await advanceWorker(ctx, agentId, workflowId);
  } catch (error) {
    const message = error instanceof Error ? error.message : "An unexpected failure";
    ctx.log("worker.spawn_stopped", { error: message });
    await failSpawn(ctx, agentId, { code: "STOPPED", message: `${message.replace(/[.\s]*$/, ".")} Nothing more was sent for this worker. Retry it.` });
  }
}
