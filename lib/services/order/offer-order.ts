import { newId } from "@/lib/core/ids";
import type { Json, JsonFault, JsonObject } from "@/lib/core/order/json-value";
import { ATTEMPT_SECONDS_DEFAULT } from "@/lib/core/order/lease";
import type { OrderEnding } from "@/lib/core/order/states";
import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { tellOrder } from "./order-row";
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

/** Asks one worker for a bid and answers the order's id, which the caller writes into the `Bid`. No audit entry: the run's own says it. */
export async function inviteBid(tx: Tx, ctx: ServiceContext, { connectionId, legId, workerAgentId, instructions, input, closesAt }: BidInvitation): Promise<string> {
  const id = newId("order", ctx.now(), ctx.random);
  const order = await tx.workOrder.create({
    data: {
      id, connectionId, legId, workerAgentId, instructions, kind: "bid", state: "pending", escrowId: null, timeoutSeconds: ATTEMPT_SECONDS_DEFAULT,
      closesAt: new Date(closesAt), createdBy: ctx.actor.name, createdAt: new Date(ctx.now()), ...(input === null ? {} : { input: input as Prisma.InputJsonValue }),
    },
  });
  await tellOrder(tx, order);
  await queuePush(tx, order, ctx.now());
  return id;
}

export interface Closing {
  readonly event: OrderEnding;
  readonly note: string;
}
