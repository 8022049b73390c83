import { newId } from "@/lib/core/ids";
import type { Tx } from "@/lib/db/client";
import { EVENT_CHANNEL } from "@/lib/db/notify";
import { query, sql } from "@/lib/db/query";
import type { Prisma } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import type { Closing, LegOrder } from "./offer-order";
import { queuePush } from "./queue-push";

/**
 * Offers the work of many legs at once and answers the orders' ids in the same order: a run of a thousand legs has them in
 * a few statements. As `offerOrder`; the pages of the run are told by the caller.
 */
export async function offerOrders(tx: Tx, ctx: ServiceContext, orders: readonly LegOrder[]): Promise<string[]> {
  if (orders.length === 0) return [];
  const createdAt = new Date(ctx.now());
  const rows = orders.map((order): Prisma.WorkOrderCreateManyInput & { id: string } => ({
    id: newId("order", ctx.now(), ctx.random), connectionId: order.connectionId, legId: order.legId, escrowId: order.escrowId, workerAgentId: order.workerAgentId,
    kind: "task", state: "pending", instructions: order.instructions, timeoutSeconds: order.timeoutSeconds, revision: order.revision, createdBy: ctx.actor.name, createdAt,
    ...(order.input === null ? {} : { input: order.input as Prisma.InputJsonValue }),
    ...(order.resultSchema === null ? {} : { resultSchema: order.resultSchema as Prisma.InputJsonObject }),
    ...(order.feedback === null ? {} : { feedback: order.feedback.map((fault) => ({ ...fault })) }),
  }));
  await tx.workOrder.createMany({ data: rows });
  await tellOrders(tx, rows.map(({ workerAgentId, escrowId }) => ({ workerAgentId, escrowId: escrowId ?? null })));
  const pushed = await tx.workerPush.findMany({ where: { agentId: { in: [...new Set(orders.map(({ workerAgentId }) => workerAgentId))] }, isOn: true }, select: { agentId: true } });
  const listening = new Set(pushed.map(({ agentId }) => agentId));
  for (const row of rows) if (listening.has(row.workerAgentId)) await queuePush(tx, row, ctx.now());
  return rows.map(({ id }) => id);
}

export type OrderClosing = Closing & { readonly orderId: string };

/** Ends many orders of legs, each as `closeOrder` does: closed ones stay as they are, and only a result can be accepted. */
export async function closeOrders(tx: Tx, ctx: ServiceContext, closings: readonly OrderClosing[]): Promise<void> {
  if (closings.length === 0) return;
  const first = new Map([...closings].reverse().map((closing) => [closing.orderId, closing]));
  const closed = await query<{ workerAgentId: string; escrowId: string | null }>(tx, sql`
    update "WorkOrder" o set "closedAt" = ${new Date(ctx.now())}::timestamptz, "closedNote" = c.note, "claimKeyHash" = null, "leaseUntil" = null, "nextTryAt" = null,
      state = case c.event when 'accept' then 'accepted' when 'expire' then 'expired' when 'reject' then (case o.state when 'returned' then 'rejected' else 'cancelled' end) else 'cancelled' end
    from jsonb_to_recordset(${JSON.stringify([...first.values()])}::text::jsonb) as c("orderId" text, event text, note text)
    where o.id = c."orderId" and o.state in ('waiting', 'pending', 'claimed', 'in_progress', 'returned') and (c.event <> 'accept' or o.state = 'returned')
    returning o."workerAgentId", o."escrowId"`);
  await tellOrders(tx, closed);
}

/** Wakes the workers that wait for orders, and the pages that show their escrows. */
async function tellOrders(tx: Tx, orders: readonly { readonly workerAgentId: string; readonly escrowId: string | null }[]): Promise<void> {
  const payloads = new Set(orders.flatMap(({ workerAgentId, escrowId }) => [
    JSON.stringify({ topic: "orders", id: workerAgentId }), ...(escrowId === null ? [] : [JSON.stringify({ topic: "escrows", id: escrowId })]),
  ]));
  await query(tx, sql`select count(pg_notify(${EVENT_CHANNEL}, told)::text) from unnest(${[...payloads]}::text[]) as told`);
}
