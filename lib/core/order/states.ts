import { type Failure, fail, ok, type Result } from "@/lib/core/result";

/**
 * A work order's states. `waiting`: made with its escrow, not offered before the money is locked. `returned`: a valid
 * result, or a bid, is kept. `accepted`: the payer took it; `rejected`: the payer sent it back or disputed it. `expired`: time or attempts ran
 * out. `cancelled`: the escrow ended another way.
 */
export const ORDER_STATES = [
  "waiting", "pending", "claimed", "in_progress", "returned", "accepted", "rejected", "expired", "cancelled",
] as const;

export type OrderState = (typeof ORDER_STATES)[number];

/** `bid`: the answer to a request for one, which nobody claims. `lapse`: a claim was not kept alive. `exhaust`: it was claimed too often without a result. */
export const ORDER_EVENTS = [
  "offer", "bid", "claim", "progress", "return", "lapse", "exhaust", "accept", "reject", "expire", "cancel",
] as const;

export type OrderEvent = (typeof ORDER_EVENTS)[number];

const TABLE: Readonly<Record<OrderState, Readonly<Partial<Record<OrderEvent, OrderState>>>>> = {
  waiting: { offer: "pending", expire: "expired", cancel: "cancelled" },
  pending: { claim: "claimed", bid: "returned", expire: "expired", cancel: "cancelled" },
  claimed: {
    progress: "in_progress", return: "returned", lapse: "pending", exhaust: "expired", expire: "expired", cancel: "cancelled",
  },
  in_progress: {
    progress: "in_progress", return: "returned", lapse: "pending", exhaust: "expired", expire: "expired", cancel: "cancelled",
  },
  returned: { accept: "accepted", reject: "rejected", expire: "expired", cancel: "cancelled" },
  accepted: {}, rejected: {}, expired: {}, cancelled: {},
};

/** Where an order stands after an event. Errors: `ORDER_CLOSED` for an ending, `ORDER_STATE` for a step out of turn. */
export function nextOrderState(state: OrderState, event: OrderEvent): Result<OrderState, Failure<"ORDER_CLOSED" | "ORDER_STATE">> {
  const next = TABLE[state][event];
  if (next) return ok(next);
  if (isOrderClosed(state)) return fail({ code: "ORDER_CLOSED", message: `This order is ${state}. Nothing more is expected of it.` });
  return fail({ code: "ORDER_STATE", message: `This order is ${toWords(state)}, so this step is not open.` });
}

/** `accept` and `reject` a result or a bid, `cancel` tells a worker to stop, `expire` ends what came too late. */
export type OrderEnding = Extract<OrderEvent, "accept" | "reject" | "cancel" | "expire">;

/**
 * How an order of a run ends: what nobody returned cannot be rejected and is cancelled instead. `null` when it ended before,
 * or when something is to be accepted that was never returned.
 */
export function endOrder(state: OrderState, event: OrderEnding): OrderState | null {
  const next = nextOrderState(state, event === "reject" && state !== "returned" ? "cancel" : event);
  return next.ok ? next.value : null;
}

/** True when no event can change the order any more. */
export function isOrderClosed(state: OrderState): boolean {
  return Object.keys(TABLE[state]).length === 0;
}

/** True while a worker holds the order. */
export function isHeld(state: OrderState): boolean {
  return state === "claimed" || state === "in_progress";
}

function toWords(state: OrderState): string {
  return state.replace("_", " ");
}
