import { actorCan } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import type { JsonObject } from "@/lib/core/order/json-value";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import { notify } from "@/lib/db/notify";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";

export interface WorkerChange<T> {
  readonly value: T;
  /** Left out when nothing changed. */
  readonly summary?: string;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

interface ChangeSubject {
  readonly connectionId: string;
  readonly agentId: string;
  readonly action: string;
}

type Write<T> = (tx: Tx, name: string) => Promise<Result<WorkerChange<T>, Failure>>;

/**
 * A change of what the console itself keeps about a worker, by whoever may manage its tokens: one transaction under the
 * worker's lock, audited last, refusals too. Errors: `FORBIDDEN`, `NOT_FOUND`, and those of `write`.
 */
export async function changeWorker<T>(ctx: ServiceContext, { connectionId, agentId, action }: ChangeSubject, write: Write<T>): Promise<Result<T, Failure>> {
  const mayChange = ctx.actor.type !== "token" && actorCan(ctx.actor, "worker.manageTokens");
  return ctx.db.$transaction(async (tx): Promise<Result<T, Failure>> => {
    await tx.$queryRaw`select id from "Agent" where id = ${agentId} for update`;
    const agent = await tx.agent.findFirst({ where: { id: agentId, connectionId, kind: "worker" }, select: { name: true } });
    const entry = { connectionId, action, subject: { type: "worker", id: agentId, name: agent?.name ?? agentId } };
    if (!mayChange) {
      const message = `Your roles do not allow this. Nothing was changed. Ask somebody who is ${rolesWith("worker.manageTokens").join(" or ")}.`;
      await appendAudit(tx, ctx, { ...entry, result: "denied", summary: message });
      return fail({ code: "FORBIDDEN", message });
    }
    if (!agent) return fail({ code: "NOT_FOUND", message: "There is no such worker on this connection. Nothing was changed." });
    const written = await write(tx, agent.name);
    if (!written.ok) return written;
    const { value, summary, before, after } = written.value;
    if (summary === undefined) return ok(value);
    await notify(tx, "workers", agentId);
    await appendAudit(tx, ctx, { ...entry, result: "recorded", summary, ...(before ? { before } : {}), ...(after ? { after } : {}) });
    return ok(value);
  });
}
