import { actorCan } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { notify } from "@/lib/db/notify";
import type { Annotation } from "@/lib/schemas/annotation";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";

/** What people added to a worker; empty when nobody did. */
export async function getWorkerAnnotation(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<Annotation> {
  const row = await ctx.db.agent.findUnique({ where: { id: agentId }, select: { tags: true, notes: true, externalReference: true } });
  return row ?? { tags: [], notes: null, externalReference: null };
}

/** Replaces tags, notes and the external reference. Errors: `FORBIDDEN`, `NOT_FOUND`, also for a worker of another connection. */
export async function annotateWorker(
  ctx: ServiceContext, connectionId: string, agentId: string, wish: Annotation,
): Promise<Result<Annotation, Failure>> {
  if (!actorCan(ctx.actor, "fleet.annotate")) {
    return fail({ code: "FORBIDDEN", message: `Your roles do not allow this. Nothing was changed. Ask somebody who is ${rolesWith("fleet.annotate").join(" or ")}.` });
  }
  return ctx.db.$transaction(async (tx): Promise<Result<Annotation, Failure>> => {
    await tx.$queryRaw`select id from "Agent" where id = ${agentId} for update`;
    const agent = await tx.agent.findFirst({ where: { id: agentId, connectionId, kind: "worker" } });
    if (!agent) return fail({ code: "NOT_FOUND", message: "There is no such worker on this connection. Nothing was changed." });
    await tx.agent.update({ where: { id: agentId }, data: { tags: [...wish.tags], notes: wish.notes, externalReference: wish.externalReference } });
    await notify(tx, "workers", agentId);
    await appendAudit(tx, ctx, {
      connectionId, action: "worker.annotated", result: "recorded", subject: { type: "worker", id: agentId, name: agent.name },
      summary: `Tags ${wish.tags.join(", ") || "none"}`,
      before: { tags: agent.tags, notes: agent.notes, externalReference: agent.externalReference }, after: { ...wish },
    });
    return ok(wish);
  });
}
