import { notify } from "@/lib/db/notify";
import type { ServiceContext } from "../context";
import { enqueueWorkflow } from "../enqueue-workflow";
import { planRetirement } from "./retire-worker";

/** Retirements that wait are tried again when their escrows have ended, and otherwise once in this time. */
const RETRY_MS = 60_000;

/** Sends waiting retirements on. Bounded; a retirement whose escrows still hold money is left alone. */
export async function resumeRetirements(ctx: ServiceContext, batchMax = 20): Promise<number> {
  const waiting = await ctx.db.agent.findMany({
    where: { state: "retiring", failureCode: { not: null } }, orderBy: { createdAt: "asc" }, take: batchMax, select: { id: true, failureCode: true },
  });
  let resumed = 0;
  for (const agent of waiting) {
    const plan = await planRetirement(ctx, agent.id);
    if (plan.openEscrows.length > 0 || plan.unknownIntents > 0) continue;
    const slot = Math.floor(ctx.now() / RETRY_MS);
    await ctx.db.$transaction(async (tx) => {
      const key = agent.failureCode === "OPEN_ESCROWS" ? `ended:${plan.walletMicros}:${slot}` : `retry:${slot}`;
      await enqueueWorkflow(tx, "retire-worker", `retire:${agent.id}:${key}`, [agent.id, "wait"]);
      if (agent.failureCode === "OPEN_ESCROWS") {
        await tx.agent.update({ where: { id: agent.id }, data: { failureCode: null, failureMessage: null } });
      }
      await notify(tx, "workers", agent.id);
    });
    resumed++;
  }
  return resumed;
}
