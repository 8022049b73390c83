import { newId } from "@/lib/core/ids";
import { endOrder, type OrderState } from "@/lib/core/order/states";
import type { Tx } from "@/lib/db/client";
import { EVENT_CHANNEL } from "@/lib/db/notify";
import { query, sql } from "@/lib/db/query";
import type { Prisma } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import type { Closing, LegOrder } from "./offer-order";
import { queuePush } from "./queue-push";

/**
 * Offers the work of legs whose escrows are locked and answers the orders' ids in the same order: a run of a thousand legs
 * has them in a few statements. The caller holds the run's lock and tells the run's pages. No audit entry: the run's own
 * says it.
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

/** Ends orders of legs as the core says, the first word on each; those that do not change stay as they are. Answers the ids that changed. */
export async function closeOrders(tx: Tx, ctx: ServiceContext, closings: readonly OrderClosing[]): Promise<string[]> {
  if (closings.length === 0) return [];
  const first = new Map([...closings].reverse().map((closing) => [closing.orderId, closing]));
  const rows = await query<OpenOrder>(tx, sql`
    select id, state, "workerAgentId", "escrowId" from "WorkOrder" where id = any(${[...first.keys()]}::text[]) order by id for update`);
  const ended = rows.flatMap((row) => {
    const closing = first.get(row.id);
    const state = closing ? endOrder(row.state, closing.event) : null;
    return closing && state !== null ? [{ ...row, state, note: closing.note }] : [];
  });
  if (ended.length === 0) return [];
  await query(tx, sql`
    update "WorkOrder" o set state = e.state, "closedAt" = ${new Date(ctx.now())}::timestamptz, "closedNote" = e.note, "claimKeyHash" = null,
      "leaseUntil" = null, "nextTryAt" = null
    from jsonb_to_recordset(${JSON.stringify(ended)}::text::jsonb) as e(id text, state text, note text) where o.id = e.id`);
  await tellOrders(tx, ended);
  return ended.map(({ id }) => id);
}

interface OpenOrder {
  readonly id: string;
  readonly state: OrderState;
  readonly workerAgentId: string;
  readonly escrowId: string | null;
}

/** Wakes the workers that wait for orders, and the pages that show their escrows. */
async function tellOrders(tx: Tx, orders: readonly { readonly workerAgentId: string; readonly escrowId: string | null }[]): Promise<void> {
  const payloads = new Set(orders.flatMap(({ workerAgentId, escrowId }) => [
    JSON.stringify({ topic: "orders", id: workerAgentId }), ...(escrowId === null ? [] : [JSON.stringify({ topic: "escrows", id: escrowId })]),
  ]));
  await query(tx, sql`select count(pg_notify(${EVENT_CHANNEL}, told)::text) from unnest(${[...payloads]}::text[]) as told`);
}
