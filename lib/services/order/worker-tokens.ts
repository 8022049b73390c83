import { actorCan } from "@/lib/core/access/actor";
import type { ListedWorkerToken } from "@/lib/core/access/token-view";
import { newId } from "@/lib/core/ids";
import { fromDate, fromDateOrNull } from "@/lib/core/time";
import { isActive, type WorkerState } from "@/lib/core/worker/states";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { hashToken, WORKER_TOKEN } from "../token/token-text";

const LISTED_MAX = 50;

/** The tokens of a worker, the newest first; never what they are. */
export async function listWorkerTokens(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<ListedWorkerToken[]> {
  const rows = await ctx.db.workerToken.findMany({ where: { agentId }, orderBy: { createdAt: "desc" }, take: LISTED_MAX });
  return rows.map(({ id, name, hint, createdBy, createdAt, lastUsedAt, revokedAt }) => ({
    id, name, hint, createdBy, createdAt: fromDate(createdAt), lastUsedAt: fromDateOrNull(lastUsedAt), revokedAt: fromDateOrNull(revokedAt),
  }));
}

/** Makes a token for a worker's own process; only its SHA-256 is kept. Errors: throws `FORBIDDEN`, `NOT_FOUND`, `CONFLICT`. */
export async function makeWorkerToken(
  ctx: ServiceContext, connectionId: string, input: { readonly workerId: string; readonly name: string },
): Promise<{ readonly tokenId: string; readonly token: string }> {
  await authorize(ctx, connectionId, "worker.token.make");
  const now = ctx.now();
  const token = WORKER_TOKEN.make(ctx.random);
  const tokenId = newId("workerToken", now, ctx.random);
  await ctx.db.$transaction(async (tx) => {
    const worker = await tx.agent.findFirst({ where: { id: input.workerId, connectionId, kind: "worker" }, select: { id: true, name: true, state: true } });
    if (!worker) throw new ServiceError("NOT_FOUND", "This worker does not exist here. Nothing was made. Look it up in the list.");
    if (!isActive(worker.state as WorkerState)) throw new ServiceError("CONFLICT", `${worker.name} is ${worker.state}. Nothing was made: it gets no work any more.`);
    await tx.workerToken.create({
      data: {
        id: tokenId, connectionId, agentId: worker.id, name: input.name, tokenHash: hashToken(token), hint: WORKER_TOKEN.hint(token),
        createdBy: ctx.actor.name, createdAt: new Date(now),
      },
    });
    await appendAudit(tx, ctx, {
      connectionId, action: "worker.token.make", result: "recorded", subject: { type: "worker", id: worker.id, name: worker.name },
      summary: `Worker token ${input.name} (${WORKER_TOKEN.hint(token)}) for ${worker.name}`,
    });
  });
  return { tokenId, token };
}

/** Ends a worker token at once; ending it twice is one ending. Errors: throws `FORBIDDEN`, `NOT_FOUND`. */
export async function revokeWorkerToken(ctx: ServiceContext, connectionId: string, tokenId: string): Promise<{ readonly tokenId: string }> {
  await authorize(ctx, connectionId, "worker.token.revoke");
  await ctx.db.$transaction(async (tx) => {
    const token = await tx.workerToken.findFirst({ where: { id: tokenId, connectionId } });
    if (!token) throw new ServiceError("NOT_FOUND", "This token does not exist here. Reload the page.");
    const { count } = await tx.workerToken.updateMany({ where: { id: tokenId, revokedAt: null }, data: { revokedAt: new Date(ctx.now()) } });
    if (count === 0) return;
    const worker = await tx.agent.findUniqueOrThrow({ where: { id: token.agentId }, select: { name: true } });
    await appendAudit(tx, ctx, {
      connectionId, action: "worker.token.revoke", result: "recorded", subject: { type: "worker", id: token.agentId, name: worker.name },
      summary: `Worker token ${token.name} (${token.hint}) of ${worker.name} revoked`, before: { revoked: false }, after: { revoked: true },
    });
  });
  return { tokenId };
}

async function authorize(ctx: ServiceContext, connectionId: string, action: string): Promise<void> {
  if (ctx.actor.type !== "token" && actorCan(ctx.actor, "worker.manageTokens")) return;
  const message = "Only an operator may make or revoke worker tokens. Nothing was changed.";
  await ctx.db.$transaction((tx) => appendAudit(tx, ctx, {
    connectionId, action, result: "denied", subject: { type: "token", id: "worker-tokens", name: "Worker tokens" }, summary: message,
  }));
  throw new ServiceError("FORBIDDEN", message);
}
