import { actorCan } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import { CAPABILITIES } from "@/lib/core/connection/capabilities";
import type { ConnectionMode } from "@/lib/core/connection/connection-mode";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { newId } from "@/lib/core/ids";
import { toDecimal, usdc } from "@/lib/core/money";
import type { Tx } from "@/lib/db/client";
import { notify } from "@/lib/db/notify";
import type { ConnectionWish } from "@/lib/schemas/connection";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { policySentence } from "./change-policy";
import { DEFAULT_POLICY } from "./default-policy";
import { insertOrchestrator } from "./insert-orchestrator";
import { insertOpeningCommission } from "./opening-commission";
import { type ConnectionTest, testReads } from "./test-reads";

export interface AddedConnection {
  readonly connectionId: string;
  readonly name: string;
  readonly mode: ConnectionMode;
}

interface Installation {
  /** False with a user's own database, unless `ALLOW_SANDBOX=1` was set: play money has no place beside real books. */
  readonly allowSandbox: boolean;
}

/** Tests a wish without saving anything. Errors: `FORBIDDEN`, `SANDBOX_REFUSED`, those of `testReads`. */
export async function testConnection(ctx: ServiceContext, wish: ConnectionWish, { allowSandbox }: Installation): Promise<Result<ConnectionTest, Failure>> {
  if (!actorCan(ctx.actor, "connection.manage")) return deny(ctx, "connection.test");
  const tested = await testReads(ctx, wish);
  if (tested.ok && tested.value.mode === "sandbox" && !allowSandbox) {
    return fail({ code: "SANDBOX_REFUSED", message: "This is a sandbox, and this console uses a database of your own. Nothing was saved. Start it with ALLOW_SANDBOX=1 to allow play money there." });
  }
  return tested;
}

/**
 * Adds a connection after its reads succeeded: the row, what is known of each capability, the default policy, the
 * orchestrator and its accounts with sealed keys, in one transaction with its audit entry, which holds no key.
 * Errors: as `testConnection`, and `DUPLICATE` when this name or this agent at these addresses is connected already.
 */
export async function addConnection(ctx: ServiceContext, wish: ConnectionWish, installation: Installation): Promise<Result<AddedConnection, Failure>> {
  const tested = await testConnection(ctx, wish, installation);
  if (!tested.ok) return tested;
  const now = ctx.now();
  const connectionId = newId("connection", now, ctx.random);
  const { mode } = tested.value;
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('connections', 7747))::text`;
    const twin = await findTwin(tx, wish);
    if (twin) return fail({ code: "DUPLICATE", message: `${twin} Nothing was saved.` });
    const at = new Date(now);
    await tx.connection.create({
      data: {
        id: connectionId, name: wish.name, mode, baseUrls: wish.baseUrls, dialects: wish.dialects, declaredLimits: wish.declaredLimits as object,
        clockOffsetMs: tested.value.clockOffsetMs, clockReadAt: at, answeredAt: at, createdAt: at,
      },
    });
    const notes = new Map(tested.value.capabilities.map((finding) => [finding.name, finding]));
    await tx.capability.createMany({
      data: CAPABILITIES.map((name) => ({
        connectionId, name, dialect: wish.dialects[name], evidence: notes.get(name)?.evidence ?? "documented",
        note: notes.get(name)?.note ?? "", checkedAt: at,
      })),
    });
    await tx.policy.create({ data: { connectionId, ...DEFAULT_POLICY, changedBy: ctx.actor.name, changedAt: at } });
    const orchestratorAgentId = await insertOrchestrator(tx, ctx, { connectionId, wish, tested: tested.value, at: now });
    await tx.connection.update({ where: { id: connectionId }, data: { orchestratorAgentId } });
    const opening = await insertOpeningCommission(tx, ctx, { connectionId, referrerAgentId: orchestratorAgentId, referral: tested.value.referral, at: now });
    await notify(tx, "connection", connectionId);
    await appendAudit(tx, ctx, {
      connectionId, action: "connection.added", result: "recorded", subject: { type: "connection", id: connectionId, name: wish.name },
      summary: `${wish.name} (${mode}) connected as ${tested.value.agentId}. ${policySentence(DEFAULT_POLICY)}`,
      after: { mode, agentId: tested.value.agentId, addresses: wish.baseUrls, accounts: ["platform", ...Object.keys(wish.products)], openingCommission: toDecimal(usdc(opening)), policy: policySentence(DEFAULT_POLICY) },
    });
    return ok({ connectionId, name: wish.name, mode });
  });
}

async function findTwin(tx: Tx, wish: ConnectionWish): Promise<string | null> {
  if (await tx.connection.findUnique({ where: { name: wish.name }, select: { id: true } })) return `A connection is called ${wish.name} already.`;
  const accounts = await tx.agentAccount.findMany({
    where: { upstreamId: wish.orchestrator.agentId, service: "platform", agent: { kind: "orchestrator" } }, select: { connectionId: true }, take: 50,
  });
  const others = await tx.connection.findMany({ where: { id: { in: accounts.map((row) => row.connectionId) }, archivedAt: null } });
  const same = others.find((row) => (row.baseUrls as Record<string, string>)["casino"] === wish.baseUrls.casino);
  return same ? `${wish.orchestrator.agentId} is connected already, as ${same.name}. Two connections of one account would count its money twice.` : null;
}

async function deny(ctx: ServiceContext, action: string): Promise<Result<never, Failure>> {
  const message = `Your roles do not allow this. Nothing was saved. Ask somebody who is ${rolesWith("connection.manage").join(" or ")}.`;
  await ctx.db.$transaction((tx) => appendAudit(tx, ctx, {
    connectionId: null, action, result: "denied", subject: { type: "connection", id: "new", name: "Connection" }, summary: message,
  }));
  return fail({ code: "FORBIDDEN", message });
}
