import type { ServiceContext } from "../context";
import { type OrderDetail, toDetail } from "./order-view";

const LISTED_MAX = 50;

/** The orders of a worker, the newest first, at most fifty. */
export async function listWorkerOrders(ctx: Pick<ServiceContext, "db">, workerAgentId: string): Promise<OrderDetail[]> {
  const rows = await ctx.db.workOrder.findMany({ where: { workerAgentId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: LISTED_MAX });
  return rows.map(toDetail);
}

/** The order that an escrow pays for, or `null`. */
export async function findOrderOfEscrow(ctx: Pick<ServiceContext, "db">, escrowId: string): Promise<OrderDetail | null> {
  const row = await ctx.db.workOrder.findFirst({ where: { escrowId }, orderBy: { revision: "desc" } });
  return row ? toDetail(row) : null;
}
