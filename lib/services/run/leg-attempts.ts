import type { Json, JsonFault } from "@/lib/core/order/json-value";
import type { OrderState } from "@/lib/core/order/states";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import type { WorkOrder } from "@/lib/db/generated/client";
import { type LegEscrowLine, toEscrowLine } from "./leg-line";
import type { RunRows } from "./read-run-rows";

/** One try at the work on one escrow: the first delivery is revision 0. Times are the console's. */
export interface RevisionLine {
  readonly orderId: string;
  readonly revision: number;
  readonly state: OrderState;
  readonly offeredAt: EpochMs;
  readonly returnedAt: EpochMs | null;
  readonly progress: Json;
  readonly result: Json;
  readonly resultHash: string | null;
  /** What was wrong with it: as it was sent back, else as it was refused at the door. */
  readonly faults: readonly JsonFault[];
  readonly closedNote: string | null;
}

/** One escrow of a leg with the deliveries that it paid or did not pay for. */
export interface AttemptLine {
  readonly number: number;
  readonly payeeName: string;
  readonly createdAt: EpochMs;
  readonly escrow: LegEscrowLine;
  readonly revisions: readonly RevisionLine[];
}

/** The attempts of the chosen leg, the first one first. */
export function toAttempts(rows: RunRows, legId: string): AttemptLine[] {
  const escrows = rows.escrows.filter((row) => row.legId === legId);
  return escrows.map((row, index) => ({
    number: index + 1, payeeName: row.payeeName, createdAt: toEpochMs(row.createdAt.getTime()), escrow: toEscrowLine(row, rows),
    revisions: toRevisions(rows.chosenOrders.filter((order) => order.escrowId === row.id)),
  }));
}

function toRevisions(orders: readonly WorkOrder[]): RevisionLine[] {
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
