import { HEARTBEAT_LIMIT_MS } from "@/lib/core/order/lease";
import { newId } from "@/lib/core/ids";
import { addMs } from "@/lib/core/time";
import { raiseAlert, resolveAlert } from "@/lib/db/rows/alert-rows";
import { patchAgent } from "@/lib/db/rows/fleet-rows";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import type { SignedInWorker } from "./find-worker-token";

/** Workers that change in one round; the next round takes the others. */
const ROUND_MAX = 100;

/** Notes that a worker's process lives. One statement, no event and no audit entry: there are many of them. */
export async function noteHeartbeat(ctx: ServiceContext, worker: SignedInWorker): Promise<void> {
  await ctx.db.agent.updateMany({ where: { id: worker.agentId }, data: { heartbeatAt: new Date(ctx.now()) } });
}

/**
 * Marks live workers whose last heartbeat is older than 90 s as stale, with an alert, and those that are heard again as
 * live. A worker that never sent a heartbeat has no process of its own and is left alone. Returns how many changed.
 */
export async function checkHeartbeats(ctx: ServiceContext, connectionId: string): Promise<number> {
  const limit = new Date(addMs(ctx.now(), -HEARTBEAT_LIMIT_MS));
  const worker = { connectionId, kind: "worker" } as const;
  const silent = await ctx.db.agent.findMany({ where: { ...worker, state: "live", heartbeatAt: { lt: limit } }, select: { id: true }, take: ROUND_MAX });
  const heard = await ctx.db.agent.findMany({ where: { ...worker, state: "stale", heartbeatAt: { gte: limit } }, select: { id: true }, take: ROUND_MAX });
  let changed = 0;
  for (const { id } of silent) changed += Number(await change(ctx, id, { from: "live", to: "stale" }));
  for (const { id } of heard) changed += Number(await change(ctx, id, { from: "stale", to: "live" }));
  return changed;
}

async function change(ctx: ServiceContext, agentId: string, { from, to }: { from: string; to: "live" | "stale" }): Promise<boolean> {
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from "Agent" where id = ${agentId} for update`;
    const agent = await tx.agent.findUniqueOrThrow({ where: { id: agentId } });
    const now = ctx.now();
    const isLate = agent.heartbeatAt !== null && agent.heartbeatAt.getTime() < addMs(now, -HEARTBEAT_LIMIT_MS);
    if (agent.state !== from || isLate !== (to === "stale")) return false;
    await patchAgent(tx, agentId, { state: to });
    const dedupeKey = `worker_stale:${agentId}`;
    if (to === "live") await resolveAlert(tx, dedupeKey, new Date(now), "system");
    else {
      await raiseAlert(tx, {
        id: newId("alert", now, ctx.random), connectionId: agent.connectionId, kind: "worker_stale", severity: "warning", subjectType: "worker",
        subjectId: agentId, title: `${agent.name} is silent`, dedupeKey, raisedAt: new Date(now),
        body: `Its last heartbeat is from ${agent.heartbeatAt?.toISOString() ?? "never"}. Orders that it holds are offered again when their lease ends.`,
      });
    }
    await appendAudit(tx, ctx, {
      connectionId: agent.connectionId, action: `worker.${to === "live" ? "heard" : "stale"}`, result: "recorded",
      subject: { type: "worker", id: agentId, name: agent.name },
      summary: to === "live" ? `${agent.name} sends heartbeats again` : `${agent.name} sent no heartbeat for 90 s`, before: { state: from }, after: { state: to },
    });
    return true;
  });
}
