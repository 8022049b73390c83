import type { Json, JsonFault } from "@/lib/core/order/json-value";
import type { OrderState } from "@/lib/core/order/states";
import type { AttemptFacts, RevisionFacts } from "@/lib/core/run/leg-view";
import { toEpochMs } from "@/lib/core/time";
import type { WorkOrder } from "@/lib/db/generated/client";
import { toEscrowFacts } from "./leg-facts";
import type { RunRows } from "./read-run-rows";

/** The attempts of the chosen leg, the first one first. */
export function toAttempts(rows: RunRows, legId: string): AttemptFacts[] {
  const escrows = rows.escrows.filter((row) => row.legId === legId);
  return escrows.map((row, index) => ({
    number: index + 1, payeeName: row.payeeName, createdAt: toEpochMs(row.createdAt.getTime()), escrow: toEscrowFacts(row, rows),
    revisions: toRevisions(rows.chosenOrders.filter((order) => order.escrowId === row.id)),
  }));
}

function toRevisions(orders: readonly WorkOrder[]): RevisionFacts[] {
  return orders.map((order, index) => ({
    orderId: order.id, revision: order.revision, state: order.state as OrderState, offeredAt: toEpochMs(order.createdAt.getTime()),
    returnedAt: order.returnedAt && toEpochMs(order.returnedAt.getTime()), progress: order.progress as Json, result: order.result as Json,
    resultHash: order.resultHash, faults: faultsOf(orders[index + 1]?.feedback ?? order.validationNotes), closedNote: order.closedNote,
  }));
}

/** The faults in a stored list; anything else says nothing. */
export function faultsOf(stored: unknown): JsonFault[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((item: unknown) => {
    if (typeof item === "string") return [{ path: "", message: item }];
    if (typeof item !== "object" || item === null || !("message" in item)) return [];
    return [{ path: "path" in item ? String(item.path) : "", message: String(item.message) }];
  });
}
