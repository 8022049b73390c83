import { OPEN_STATES } from "@/lib/core/escrow/states";
import { notify } from "@/lib/db/notify";
import type { ServiceContext } from "../context";
import { enqueueWorkflow } from "../enqueue-workflow";
import { OTHER_MONEY, planRetirement } from "./retire-worker";

/** A retirement that stopped for another reason than its escrows is tried again this often; one that waits for a person, less. */
const RETRY_MS = 10_000;
const PERSON_MS = 600_000;

/**
 * Sends waiting retirements on: at once when their escrows have ended, otherwise after a pause. Bounded; a retirement
 * whose escrows still hold money is left alone. Each attempt is a workflow of its own: an id that was used before would
 * run nothing and leave the worker waiting for ever.
 */
export async function resumeRetirements(ctx: ServiceContext, batchMax = 20): Promise<number> {
  // Those that wait for escrows may be many and old; in no order, so that none of the others can stand before the rest.
  const waiting = await ctx.db.$queryRaw<{ id: string; failureCode: string }[]>`
    select a.id, a."failureCode" from "Agent" a where a.state = 'retiring' and a."failureCode" is not null and not exists (
      select 1 from "Escrow" e where (e."payeeAgentId" = a.id or e."payerAgentId" = a.id) and e.state = any(${[...OPEN_STATES]})
    ) order by random() limit ${batchMax}`;
  let resumed = 0;
  for (const agent of waiting) {
    const plan = await planRetirement(ctx, agent.id);
    if (plan.openEscrows.length > 0 || plan.unknownIntents > 0) continue;
    if (await resume(ctx, agent.id, agent.failureCode)) resumed++;
  }
  return resumed;
}

async function resume(ctx: ServiceContext, agentId: string, failureCode: string): Promise<boolean> {
  const now = ctx.now();
  const atOnce = failureCode === "OPEN_ESCROWS";
  const pauseMs = failureCode === OTHER_MONEY ? PERSON_MS : RETRY_MS;
  return ctx.db.$transaction(async (tx) => {
    if (atOnce) {
      const { count } = await tx.agent.updateMany({
        where: { id: agentId, state: "retiring", failureCode: "OPEN_ESCROWS" }, data: { failureCode: null, failureMessage: null },
      });
      if (count === 0) return false;
    }
    const key = atOnce ? `ended:${now}` : `retry:${Math.floor(now / pauseMs)}`;
    await enqueueWorkflow(tx, "retire-worker", `retire:${agentId}:${key}`, [agentId, "wait"]);
    await notify(tx, "workers", agentId);
    return true;
  });
}
