import { type Usdc, toDecimal } from "@/lib/core/money";
import { isOrderClosed, type OrderState } from "@/lib/core/order/states";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { type EpochMs, toEpochMs, toIso } from "@/lib/core/time";
import type { WorkOrder } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import type { SignedInWorker } from "./find-worker-token";
import { hashJson, lockOrderRow, moveOrder, orderName, sha256 } from "./order-row";

export interface OfferedBid {
  readonly orderId: string;
  /** Chosen by the worker once for one bid: a repeat with the same key is the same bid. */
  readonly bidKey: string;
  /** What the worker wants for the work. Units: micros. */
  readonly price: Usdc;
  readonly minutes: number;
  readonly note: string | null;
}

export interface PlacedBid {
  readonly state: string;
  readonly price: string;
  readonly minutes: number;
  readonly closesAt: string | null;
}

type Answer = Result<PlacedBid, Failure>;

/**
 * Takes a worker's bid, once and for good. The order keeps only its hash: the bid itself stays sealed in its own row until
 * the auction closes. A bid above the ceiling is taken here and refused by the scoring, so that its bidder learns no more
 * than that it lost. Errors: `FORBIDDEN`, `NOT_FOUND`, `ORDER_STATE` (the order is work), `ORDER_CLOSED`, `BID_LATE`, `CONFLICT`.
 */
export async function placeBid(ctx: ServiceContext, worker: SignedInWorker, bid: OfferedBid): Promise<Answer> {
  if (!worker.mayWork) return fail({ code: "FORBIDDEN", message: "This worker gets no work in its present state. Ask its operator." });
  return ctx.db.$transaction(async (tx): Promise<Answer> => {
    const row = await lockOrderRow(tx, bid.orderId, worker.agentId);
    if (!row) return fail({ code: "NOT_FOUND", message: "There is no such order for this worker." });
    if (row.kind !== "bid") return fail({ code: "ORDER_STATE", message: "This order is work and takes no bid. Claim it." });
    const now = ctx.now();
    const before = answerAgain(row, bid, now);
    if (before) return before;
    const { count } = await tx.bid.updateMany({
      where: { orderId: row.id, agentId: worker.agentId, state: "invited" },
      data: { state: "placed", source: "worker", priceMicros: bid.price, minutes: bid.minutes, note: bid.note, placedAt: new Date(now) },
    });
    if (count === 0) return fail({ code: "ORDER_CLOSED", message: "Nobody waits for this bid any more. Nothing was kept." });
    const moved = await moveOrder(tx, ctx, row, {
      event: "bid", summary: `${worker.name} bid for: ${orderName(row)}`,
      patch: { resultHash: hashBid(bid), resultKeyHash: sha256(bid.bidKey), returnedAt: new Date(now) },
    });
    return moved.ok ? ok(toPlaced(moved.value, bid)) : moved;
  });
}

/** What came before this bid: the same bid, another one, or the end; `null` when it is the first and in time. */
function answerAgain(row: WorkOrder, bid: OfferedBid, now: EpochMs): Answer | null {
  if (row.resultHash !== null) {
    const isSame = row.resultKeyHash === sha256(bid.bidKey) && row.resultHash === hashBid(bid);
    return isSame ? ok(toPlaced(row, bid)) : fail({ code: "CONFLICT", message: "This worker has placed another bid already. A bid cannot be changed. Nothing was kept." });
  }
  if (isOrderClosed(row.state as OrderState)) return fail({ code: "ORDER_CLOSED", message: `This order is ${row.state}. Nothing was kept.` });
  if (row.closesAt !== null && row.closesAt.getTime() <= now) return fail({ code: "BID_LATE", message: "The time for bids is over. Nothing was kept." });
  return null;
}

function hashBid({ price, minutes, note }: OfferedBid): string {
  return hashJson({ price: toDecimal(price), minutes, note });
}

function toPlaced({ state, closesAt }: WorkOrder, { price, minutes }: OfferedBid): PlacedBid {
  return { state, price: toDecimal(price), minutes, closesAt: closesAt ? toIso(toEpochMs(closesAt.getTime())) : null };
}
