import type { EscrowState, RefundCause } from "@/lib/core/escrow/states";
import type { OrderEvent, OrderState } from "./states";

/** Escrow states in which a worker may take and do its order: the money is there and nobody has decided about it. */
export const WORKABLE: readonly EscrowState[] = ["locked", "completed"];

/** What happens to an open order when its escrow is found in a state; `null`: nothing. */
export function followEscrow(order: OrderState, escrow: EscrowState, cause: RefundCause | null): OrderEvent | null {
  const isReturned = order === "returned";
  switch (escrow) {
    case "created":
    case "unrecognised":
      return null;
    case "locked":
    case "completed":
      return order === "waiting" ? "offer" : null;
    case "released":
    case "split":
      return isReturned ? "accept" : "cancel";
    case "disputed":
      return isReturned ? "reject" : "cancel";
    case "refunded":
      return cause === "timeout" ? "expire" : "cancel";
    case "cancelled":
      return "cancel";
  }
}
