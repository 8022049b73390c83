import type { Database } from "@/lib/db/client";
import { fromDate } from "@/lib/core/time";
import type { BatchSummary } from "@/lib/core/worker/batch-view";

const SHOWN_MAX = 8;

/** The newest batches of a connection. */
export async function listBatches(ctx: { readonly db: Database }, connectionId: string): Promise<readonly BatchSummary[]> {
  const batches = await ctx.db.spawnBatch.findMany({ where: { connectionId }, orderBy: { createdAt: "desc" }, take: SHOWN_MAX });
  const ids = batches.map(({ id }) => id);
  const counts = await ctx.db.agent.groupBy({ by: ["batchId", "state", "spawnStep"], where: { batchId: { in: ids } }, _count: { _all: true } });
  return batches.map((batch) => {
    const mine = counts.filter(({ batchId }) => batchId === batch.id);
    const sum = (matches: (row: (typeof mine)[number]) => boolean) => mine.filter(matches).reduce((all, row) => all + row._count._all, 0);
    return {
      id: batch.id, number: batch.number, role: batch.role, count: batch.count, state: batch.state,
      createdByName: batch.createdByName, createdAt: fromDate(batch.createdAt),
      ready: sum(({ spawnStep }) => spawnStep === "ready"), stopped: sum(({ state }) => state === "failed" || state === "unverified"),
    };
  });
}
