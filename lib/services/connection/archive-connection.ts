import { actorCan } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import { notify } from "@/lib/db/notify";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";

interface OpenRow { escrows: bigint; intents: bigint; wallets: bigint; batches: bigint }

/**
 * Takes a connection out of use and keeps its history. Only when nothing is open: no escrow, no child wallet, no batch, no
 * outcome that is unknown. Errors: `FORBIDDEN`, `NOT_FOUND`, `OPEN`, `LAST`.
 */
export async function archiveConnection(ctx: ServiceContext, connectionId: string): Promise<Result<{ readonly name: string }, Failure>> {
  if (!actorCan(ctx.actor, "connection.manage")) {
    const message = `Your roles do not allow this. The connection stays. Ask somebody who is ${rolesWith("connection.manage").join(" or ")}.`;
    await ctx.db.$transaction((tx) => appendAudit(tx, ctx, {
      connectionId, action: "connection.archived", result: "denied", subject: { type: "connection", id: connectionId, name: "Connection" }, summary: message,
    }));
    return fail({ code: "FORBIDDEN", message });
  }
  return ctx.db.$transaction(async (tx): Promise<Result<{ name: string }, Failure>> => {
    await tx.$queryRaw`select id from "Connection" where "archivedAt" is null order by id for update`;
    const inUse = await tx.connection.findMany({ where: { archivedAt: null }, select: { id: true, name: true } });
    const row = inUse.find(({ id }) => id === connectionId);
    if (!row) return fail({ code: "NOT_FOUND", message: "This connection is not in use. Reload the page." });
    const open = await openThings(tx, connectionId);
    if (open) return fail({ code: "OPEN", message: `${row.name} still has ${open}. It stays in use. End them first.` });
    if (inUse.length === 1) return fail({ code: "LAST", message: `${row.name} is the only connection. It stays in use. Add another one first.` });
    const archivedAt = new Date(ctx.now());
    // The name is free again for a new connection; the old one keeps it with its day.
    const name = `${row.name} until ${archivedAt.toISOString().slice(0, 19)}Z`;
    await tx.connection.update({ where: { id: connectionId }, data: { archivedAt, name } });
    await notify(tx, "connection", connectionId);
    await appendAudit(tx, ctx, {
      connectionId, action: "connection.archived", result: "recorded", subject: { type: "connection", id: connectionId, name: row.name },
      summary: `${row.name} archived; its history stays`, before: { archived: false, name: row.name }, after: { archived: true, name },
    });
    return ok({ name: row.name });
  });
}

async function openThings(tx: Tx, connectionId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<OpenRow[]>`
    select
      (select coalesce(sum(count), 0)::bigint from "EscrowTotal" where "connectionId" = ${connectionId}
        and state in ('created', 'locked', 'completed', 'disputed', 'unrecognised')) as escrows,
      (select count(*) from "Intent" where "connectionId" = ${connectionId} and outcome in ('sending', 'unknown')) as intents,
      (select count(*) from "ChildWallet" where "connectionId" = ${connectionId} and "closedAt" is null) as wallets,
      (select count(*) from "SpawnBatch" where "connectionId" = ${connectionId} and state = 'running') as batches`;
  const words = [
    [row?.escrows, "open escrows"], [row?.intents, "actions whose outcome is open"], [row?.wallets, "open child wallets"], [row?.batches, "running batches"],
  ] as const;
  const open = words.flatMap(([count, word]) => (count ? [`${count} ${word}`] : []));
  return open.length > 0 ? open.join(", ") : null;
}
