import type { EscrowState, RefundCause } from "@/lib/core/escrow/states";
import { followEscrow } from "@/lib/core/order/follow-escrow";
import type { OrderEvent, OrderState } from "@/lib/core/order/states";
import { resolveAlert } from "@/lib/db/rows/alert-rows";
import type { ServiceContext } from "../context";
import { isHeldNow, lapse } from "./claim-order";
import { lockOrderRow, moveOrder, notCompletedAlert, orderName } from "./order-row";

/** Orders that one round changes; the next round takes the others. */
const ROUND_MAX = 100;

const NOTES: Readonly<Partial<Record<OrderEvent, string>>> = {
  accept: "The payer released the money", reject: "The payer disputed it", expire: "The escrow timed out", cancel: "The escrow ended before a result was paid",
};

/**
 * Brings open orders in line with their escrows and gives claims up that were not kept alive. Orders of a leg are ended
 * by their run alone; here they only lose a claim that lapsed. Repeating it changes nothing. Returns how many orders changed.
 */
export async function followOrders(ctx: ServiceContext, connectionId: string): Promise<number> {
  const due = await ctx.db.$queryRaw<{ id: string }[]>`
    select o.id from "WorkOrder" o left join "Escrow" e on e.id = o."escrowId"
    where o."connectionId" = ${connectionId} and o.state in ('waiting', 'pending', 'claimed', 'in_progress', 'returned') and (
      (o."legId" is null and o.state = 'waiting' and e.state not in ('created', 'unrecognised'))
      or (o."legId" is null and o.state in ('pending', 'claimed', 'in_progress', 'returned') and e.state in ('released', 'split', 'disputed', 'refunded', 'cancelled'))
      or (o.state in ('claimed', 'in_progress') and o."leaseUntil" <= ${new Date(ctx.now())})
    ) order by o."createdAt" limit ${ROUND_MAX}`;
  let changed = 0;
  for (const { id } of due) changed += Number(await followOne(ctx, id));
  return changed;
}

async function followOne(ctx: ServiceContext, orderId: string): Promise<boolean> {
  return ctx.db.$transaction(async (tx) => {
    const row = await lockOrderRow(tx, orderId);
    if (!row) return false;
    const escrow = row.escrowId && row.legId === null ? await tx.escrow.findUnique({ where: { id: row.escrowId }, select: { state: true, refundCause: true } }) : null;
    const event = escrow ? followEscrow(row.state as OrderState, escrow.state as EscrowState, escrow.refundCause as RefundCause | null) : null;
    if (event === "offer") return (await moveOrder(tx, ctx, row, { event, patch: {} })).ok;
    if (event) {
      const note = NOTES[event] ?? event;
      await resolveAlert(tx, notCompletedAlert(row.id), new Date(ctx.now()), "system");
      const moved = await moveOrder(tx, ctx, row, {
        event, patch: { closedAt: new Date(ctx.now()), closedNote: note, leaseUntil: null, nextTryAt: null }, summary: `${orderName(row)}: ${note.toLowerCase()}`,
      });
      return moved.ok;
    }
    const isLapsed = (row.state === "claimed" || row.state === "in_progress") && !isHeldNow(row, ctx.now());
    return isLapsed && (await lapse(tx, ctx, row)).ok;
  });
}
