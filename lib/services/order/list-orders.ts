import type { ListedOrder, OrderDetail } from "@/lib/core/order/order-view";
import type { ServiceContext } from "../context";
import { toDetail } from "./order-view";

const LISTED_MAX = 50;

/** The orders of a worker, requests for bids among them, the newest first, at most fifty. */
export async function listWorkerOrders(ctx: Pick<ServiceContext, "db">, workerAgentId: string): Promise<ListedOrder[]> {
  const rows = await ctx.db.workOrder.findMany({ where: { workerAgentId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: LISTED_MAX });
  const legIds = rows.flatMap(({ legId }) => legId ?? []);
  const legs = legIds.length === 0 ? [] : await ctx.db.leg.findMany({ where: { id: { in: legIds } }, select: { id: true, run: { select: { id: true, number: true } } } });
  const runs = new Map(legs.map(({ id, run }) => [id, run]));
  return rows.map((row) => ({ ...toDetail(row), run: runs.get(row.legId ?? "") ?? null }));
}

/** The order that an escrow pays for, or `null`. */
export async function findOrderOfEscrow(ctx: Pick<ServiceContext, "db">, escrowId: string): Promise<OrderDetail | null> {
  const row = await ctx.db.workOrder.findFirst({ where: { escrowId }, orderBy: { revision: "desc" } });
  return row ? toDetail(row) : null;
}
