import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "@/lib/core/order/json-value";
import { nextOrderState, type OrderEvent, type OrderState } from "@/lib/core/order/states";
import { type Failure, ok, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import type { Prisma, WorkOrder } from "@/lib/db/generated/client";
import { notify } from "@/lib/db/notify";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { queuePush } from "./queue-push";
import { tellLegRun, wakeLegRun } from "./wake-leg-run";

/** Steps after which the run of an order has something to decide. */
const WAKING: readonly OrderEvent[] = ["return", "bid", "exhaust"];

/** The row of an order, locked until the transaction ends; `null` when it is not this worker's. */
export async function lockOrderRow(tx: Tx, orderId: string, workerAgentId?: string): Promise<WorkOrder | null> {
  await tx.$queryRaw`select id from "WorkOrder" where id = ${orderId} for update`;
  return tx.workOrder.findFirst({ where: { id: orderId, ...(workerAgentId ? { workerAgentId } : {}) } });
}

/** SHA-256, in hex, of a key that a worker chose or of a value's canonical JSON. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The fingerprint that operator and worker compare: SHA-256 of the canonical JSON. */
export function hashJson(value: Json): string {
  return sha256(canonicalJson(value));
}

interface OrderMove {
  readonly event: OrderEvent;
  readonly patch: Prisma.WorkOrderUncheckedUpdateInput;
  /** The audit entry; left out where another entry of the same transaction says it. */
  readonly summary?: string;
}

/** Takes one step of an order whose row the caller locked, tells who waits for it, wakes its run, and audits it last. */
export async function moveOrder(
  tx: Tx, ctx: ServiceContext, row: WorkOrder, { event, patch, summary }: OrderMove,
): Promise<Result<WorkOrder, Failure>> {
  const next = nextOrderState(row.state as OrderState, event);
  if (!next.ok) return next;
  const moved = await tx.workOrder.update({ where: { id: row.id }, data: { ...patch, state: next.value } });
  await tellOrder(tx, row);
  if (moved.state === "pending") await queuePush(tx, moved, ctx.now());
  if (row.legId && WAKING.includes(event)) await wakeLegRun(tx, row.legId);
  if (summary) {
    await appendAudit(tx, ctx, {
      connectionId: row.connectionId, action: `order.${event}`, result: "recorded", subject: { type: "order", id: row.id, name: orderName(row) }, summary,
      before: { state: row.state }, after: { state: next.value },
    });
  }
  return ok(moved);
}

/** Wakes the worker that waits for orders and the pages that show this one. */
export async function tellOrder(tx: Tx, { workerAgentId, escrowId, legId }: Pick<WorkOrder, "workerAgentId" | "escrowId" | "legId">): Promise<void> {
  await notify(tx, "orders", workerAgentId);
  if (escrowId) await notify(tx, "escrows", escrowId);
  if (legId) await tellLegRun(tx, legId);
}

/** The alert that says that *completed* of an order is refused again and again. */
export function notCompletedAlert(orderId: string): string {
  return `order_not_completed:${orderId}`;
}

/** How people name an order: the first words of what is to be done. */
export function orderName({ instructions }: Pick<WorkOrder, "instructions">): string {
  const line = instructions.split("\n")[0] ?? "";
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
