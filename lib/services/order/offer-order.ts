import { newId } from "@/lib/core/ids";
import type { Json, JsonFault, JsonObject } from "@/lib/core/order/json-value";
import { ATTEMPT_SECONDS_DEFAULT } from "@/lib/core/order/lease";
import { isOrderClosed, type OrderState } from "@/lib/core/order/states";
import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { lockOrderRow, moveOrder, tellOrder } from "./order-row";
import { queuePush } from "./queue-push";

interface LegWork {
  readonly connectionId: string;
  readonly legId: string;
  readonly workerAgentId: string;
  readonly instructions: string;
  readonly input: Json;
}

export interface LegOrder extends LegWork {
  /** Locked already: the order is offered at once. */
  readonly escrowId: string;
  readonly resultSchema: JsonObject | null;
  /** Seconds that one claim may take in all. */
  readonly timeoutSeconds: number;
  /** 0 for the first order of an escrow, then one more each time. */
  readonly revision: number;
  /** What was wrong with the result before. */
  readonly feedback: readonly JsonFault[] | null;
}

export interface BidInvitation extends LegWork {
  /** From then on no bid is taken. */
  readonly closesAt: EpochMs;
}

type NewOrder = Omit<Prisma.WorkOrderUncheckedCreateInput, "id" | "state" | "connectionId" | "legId" | "workerAgentId" | "instructions" | "input" | "createdBy" | "createdAt">;

/**
 * Offers the work of one leg, whose escrow is locked, to its worker and answers the order's id. The caller holds the run's
 * lock. No audit entry: the run's own says it, and several orders of one transaction would hold the chain between them.
 */
export function offerOrder(tx: Tx, ctx: ServiceContext, order: LegOrder): Promise<string> {
  return create(tx, ctx, order, {
    kind: "task", escrowId: order.escrowId, timeoutSeconds: order.timeoutSeconds, revision: order.revision,
    ...(order.resultSchema === null ? {} : { resultSchema: order.resultSchema as Prisma.InputJsonObject }),
    ...(order.feedback === null ? {} : { feedback: order.feedback.map((fault) => ({ ...fault })) }),
  });
}

/** Asks one worker for a bid and answers the order's id, which the caller writes into the `Bid`. As `offerOrder`, without money. */
export function inviteBid(tx: Tx, ctx: ServiceContext, invitation: BidInvitation): Promise<string> {
  return create(tx, ctx, invitation, { kind: "bid", escrowId: null, timeoutSeconds: ATTEMPT_SECONDS_DEFAULT, closesAt: new Date(invitation.closesAt) });
}

async function create(tx: Tx, ctx: ServiceContext, work: LegWork, more: NewOrder): Promise<string> {
  const { connectionId, legId, workerAgentId, instructions, input } = work;
  const id = newId("order", ctx.now(), ctx.random);
  const order = await tx.workOrder.create({
    data: {
      ...more, id, connectionId, legId, workerAgentId, instructions, state: "pending", createdBy: ctx.actor.name, createdAt: new Date(ctx.now()),
      ...(input === null ? {} : { input: input as Prisma.InputJsonValue }),
    },
  });
  await tellOrder(tx, order);
  await queuePush(tx, order, ctx.now());
  return id;
}

export interface Closing {
  /** `accept` and `reject` a result or a bid, `cancel` tells a worker to stop, `expire` ends what came too late. */
  readonly event: "accept" | "reject" | "cancel" | "expire";
  readonly note: string;
}

/**
 * Ends an order of a leg. What nobody returned cannot be rejected and is cancelled instead. True when it changed: not
 * when it was closed before, and not when something is to be accepted that was never returned. No audit entry, as above.
 */
export async function closeOrder(tx: Tx, ctx: ServiceContext, orderId: string, { event, note }: Closing): Promise<boolean> {
  const row = await lockOrderRow(tx, orderId);
  if (!row || isOrderClosed(row.state as OrderState)) return false;
  const wish = event === "reject" && row.state !== "returned" ? "cancel" : event;
  const moved = await moveOrder(tx, ctx, row, {
    event: wish, patch: { closedAt: new Date(ctx.now()), closedNote: note, claimKeyHash: null, leaseUntil: null, nextTryAt: null },
  });
  return moved.ok;
}
