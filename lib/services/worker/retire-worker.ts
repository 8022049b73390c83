import { actorCan } from "@/lib/core/access/actor";
import { OPEN_STATES } from "@/lib/core/escrow/states";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import type { RetirementPlan } from "@/lib/core/worker/worker-view";
import { notify } from "@/lib/db/notify";
import { recordObservation } from "../command";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { enqueueWorkflow } from "../enqueue-workflow";

/** Money on an account of another product; only a person can bring it home. */
export const OTHER_MONEY = "OTHER_MONEY";

/** What a retirement waits for and what it brings home, as last read. Units: micros. */
export async function planRetirement(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<RetirementPlan> {
  const [openEscrows, wallets, account, unknownIntents] = await Promise.all([
    ctx.db.escrow.findMany({
      where: { OR: [{ payeeAgentId: agentId }, { payerAgentId: agentId }], state: { in: [...OPEN_STATES] } },
      select: { id: true, state: true, amountMicros: true }, orderBy: { createdAt: "asc" }, take: 200,
    }),
    // What the console keeps is the worker's own balance, which is counted as such.
    ctx.db.childWallet.findMany({ where: { agentId, closedAt: null, upstreamId: { not: null } }, select: { balanceMicros: true } }),
    ctx.db.agentAccount.findFirst({ where: { agentId, service: "platform" }, select: { balanceMicros: true } }),
    countOpenIntents(ctx, agentId),
  ]);
  const walletMicros = wallets.reduce((sum, wallet) => sum + wallet.balanceMicros, 0n);
  return { openEscrows, walletMicros, balanceMicros: account?.balanceMicros ?? null, unknownIntents };
}

/** Actions on the worker or its wallets, or signed with its keys, that are on their way or unknown: each may still move its money. */
async function countOpenIntents(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<number> {
  const [wallets, accounts] = await Promise.all([
    ctx.db.childWallet.findMany({ where: { agentId }, select: { id: true } }),
    ctx.db.agentAccount.findMany({ where: { agentId }, select: { id: true } }),
  ]);
  return ctx.db.intent.count({
    where: {
      outcome: { in: ["sending", "unknown"] },
      OR: [{ subjectId: { in: [agentId, ...wallets.map(({ id }) => id)] } }, { actingAccountId: { in: accounts.map(({ id }) => id) } }],
    },
  });
}

/**
 * Starts a worker's retirement: its open escrows are cancelled or waited for, its money swept back, then its key is
 * dropped. It stays `retiring` while any money remains. Asking again goes on from where it stands.
 * Errors: `FORBIDDEN`, `NOT_FOUND`, `RETIRED`.
 */
export async function requestRetirement(
  ctx: ServiceContext, connectionId: string, request: { agentId: string; escrows: "wait" | "cancel"; idempotencyKey: string },
): Promise<Result<{ agentId: string }, Failure>> {
  if (!actorCan(ctx.actor, "worker.retire")) {
    return fail({ code: "FORBIDDEN", message: "Your roles do not allow retiring a worker. Nothing was sent. Ask an operator." });
  }
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from "Agent" where id = ${request.agentId} for update`;
    const agent = await tx.agent.findFirst({ where: { id: request.agentId, connectionId, kind: "worker" } });
    if (!agent) return fail({ code: "NOT_FOUND", message: "This worker does not exist. Nothing was sent." });
    if (agent.state === "retired") return fail({ code: "RETIRED", message: `${agent.name} is retired already. Nothing was sent.` });
    await tx.agent.update({ where: { id: agent.id }, data: { state: "retiring", failureCode: null, failureMessage: null } });
    await enqueueWorkflow(tx, "retire-worker", `retire:${agent.id}:${request.idempotencyKey}`, [agent.id, request.escrows]);
    await notify(tx, "workers", agent.id);
    await appendAudit(tx, ctx, {
      connectionId, action: "worker.retire", result: "requested", subject: { type: "worker", id: agent.id, name: agent.name },
      summary: `Retire ${agent.name}, ${request.escrows === "cancel" ? "cancel" : "wait for"} its open escrows`,
      before: { state: agent.state }, after: { state: "retiring" },
    });
    return ok({ agentId: agent.id });
  });
}

/** Says on the worker why its retirement does not go on. */
export async function holdRetirement(ctx: ServiceContext, agentId: string, failure: Failure): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await tx.agent.update({ where: { id: agentId }, data: { failureCode: failure.code, failureMessage: failure.message } });
    await notify(tx, "workers", agentId);
  });
}

/**
 * The last step: no money remains that could be moved, so the key is dropped for good and the worker is `retired`.
 * `dust` says what stays behind because the platform moves nothing so small.
 */
export async function finishRetirement(ctx: ServiceContext, agentId: string, dust: string | null = null): Promise<void> {
  const agent = await ctx.db.agent.findUniqueOrThrow({ where: { id: agentId }, include: { accounts: true } });
  await recordObservation(ctx, {
    connectionId: agent.connectionId, action: "worker.retired", subject: { type: "worker", id: agentId, name: agent.name },
    summary: dust === null ? `${agent.name} holds nothing; its key was dropped` : `${dust} Its key was dropped`, before: { state: agent.state }, after: { state: "retired" },
  }, async (rows, at) => {
    for (const account of agent.accounts) await rows.keys.retire(account.id, new Date(at));
    for (const wallet of await rows.tx.childWallet.findMany({ where: { agentId, closedAt: null } })) {
      await rows.wallets.patch(wallet.id, { state: "closed", closedAt: new Date(at) });
    }
    await rows.agents.patch(agentId, { state: "retired", retiredAt: new Date(at), failureCode: dust === null ? null : "DUST", failureMessage: dust });
    return true;
  });
}
