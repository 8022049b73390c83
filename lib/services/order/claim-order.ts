import { WORKABLE } from "@/lib/core/order/follow-escrow";
import { afterLapse, leaseUntil } from "@/lib/core/order/lease";
import { isHeld, type OrderState } from "@/lib/core/order/states";
import type { EscrowState } from "@/lib/core/escrow/states";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { type EpochMs, toEpochMs, toIso } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { WorkOrder } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import type { SignedInWorker } from "./find-worker-token";
import { type LockedOrderRow, lockOrderRow, moveOrder, orderName, sha256 } from "./order-row";
import { type OfferedOrder, toOffered } from "./order-view";

/** What a worker holds: the order, and until when without another sign of it. */
export interface Claim {
  readonly order: OfferedOrder;
  readonly leaseUntil: string;
}

/**
 * Takes an order for one process of its worker. The same claim key answers the same claim again; another one is refused
 * while the first holds. A claim that was not kept alive is given up here too, so that no engine is needed for it.
 * Errors: `FORBIDDEN`, `NOT_FOUND`, `CLAIMED`, `ORDER_CLOSED`, `ORDER_STATE`.
 */
export async function claimOrder(
  ctx: ServiceContext, worker: SignedInWorker, { orderId, claimKey }: { readonly orderId: string; readonly claimKey: string },
): Promise<Result<Claim, Failure>> {
  if (!worker.mayWork) return fail({ code: "FORBIDDEN", message: "This worker gets no work in its present state. Ask its operator." });
  return ctx.db.$transaction(async (tx): Promise<Result<Claim, Failure>> => {
    const row = await lockOrderRow(tx, orderId, worker.agentId);
    if (!row) return fail({ code: "NOT_FOUND", message: "There is no such order for this worker." });
    if (row.kind === "bid") return fail({ code: "ORDER_STATE", message: "This order asks for a bid and is not claimed. Send it to /bid." });
    const now = ctx.now();
    if (isHeldNow(row, now)) {
      if (row.claimKeyHash === sha256(claimKey)) return ok(toClaim(row));
      return fail({ code: "CLAIMED", message: "Another process of this worker holds this order. Take another one." });
    }
    const free = isHeld(row.state as OrderState) ? await lapse(tx, ctx, row) : ok(row);
    if (!free.ok) return free;
    if (!hasWorkableEscrow(row)) return fail({ code: "ORDER_CLOSED", message: "The money of this order is no longer locked. Take another one." });
    const moved = await moveOrder(tx, ctx, free.value, {
      event: "claim", summary: `${worker.name} claimed: ${orderName(row)}`,
      patch: {
        claimKeyHash: sha256(claimKey), claimedAt: new Date(now), leaseUntil: new Date(leaseUntil(now, now, row.timeoutSeconds)),
        attempts: free.value.attempts + 1,
      },
    });
    return moved.ok ? ok(toClaim(moved.value)) : moved;
  });
}

/** Gives a claim up that was not kept alive: back to `pending`, or `expired` after too many. The caller locked the row. */
export async function lapse(tx: Tx, ctx: ServiceContext, row: WorkOrder): Promise<Result<WorkOrder, Failure>> {
  const event = afterLapse(row.attempts);
  const free = { claimKeyHash: null, claimedAt: null, leaseUntil: null };
  if (event === "lapse") return moveOrder(tx, ctx, row, { event, patch: free });
  return moveOrder(tx, ctx, row, {
    event, patch: { ...free, closedAt: new Date(ctx.now()), closedNote: `Claimed ${row.attempts} times without a result` },
    summary: `${orderName(row)}: claimed ${row.attempts} times without a result`,
  });
}

/** True while a claim keeps others away. */
export function isHeldNow(row: WorkOrder, now: EpochMs): boolean {
  return isHeld(row.state as OrderState) && row.leaseUntil !== null && row.leaseUntil.getTime() > now;
}

/** An order without an escrow is paid another way; one with an escrow is worked on only while its money is there. */
export function hasWorkableEscrow({ escrowId, escrowState }: LockedOrderRow): boolean {
  return escrowId === null || (escrowState !== null && WORKABLE.includes(escrowState as EscrowState));
}

function toClaim(row: WorkOrder): Claim {
  return { order: toOffered(row), leaseUntil: toIso(toEpochMs(row.leaseUntil?.getTime() ?? 0)) };
}
