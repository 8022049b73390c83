import { describe, expect, it } from "vitest";
import { ORDER_EVENTS, ORDER_STATES, type OrderEvent, type OrderState, isOrderClosed, nextOrderState } from "./states";

/** Every step that is open; all others are refused. */
const OPEN: readonly (readonly [OrderState, OrderEvent, OrderState])[] = [
  ["waiting", "offer", "pending"], ["waiting", "expire", "expired"], ["waiting", "cancel", "cancelled"],
  ["pending", "claim", "claimed"], ["pending", "bid", "returned"], ["pending", "expire", "expired"], ["pending", "cancel", "cancelled"],
  ["claimed", "progress", "in_progress"], ["claimed", "return", "returned"], ["claimed", "lapse", "pending"],
  ["claimed", "exhaust", "expired"], ["claimed", "expire", "expired"], ["claimed", "cancel", "cancelled"],
  ["in_progress", "progress", "in_progress"], ["in_progress", "return", "returned"], ["in_progress", "lapse", "pending"],
  ["in_progress", "exhaust", "expired"], ["in_progress", "expire", "expired"], ["in_progress", "cancel", "cancelled"],
  ["returned", "accept", "accepted"], ["returned", "reject", "rejected"], ["returned", "expire", "expired"], ["returned", "cancel", "cancelled"],
];

describe("the states of a work order", () => {
  for (const state of ORDER_STATES) {
    for (const event of ORDER_EVENTS) {
      const expected = OPEN.find(([from, by]) => from === state && by === event)?.[2];
      it(`${state} + ${event} ${expected ? `is ${expected}` : "is refused"}`, () => {
        const result = nextOrderState(state, event);
        if (expected) expect(result).toEqual({ ok: true, value: expected });
        else expect(result).toMatchObject({ ok: false, failure: { code: isOrderClosed(state) ? "ORDER_CLOSED" : "ORDER_STATE" } });
      });
    }
  }

  it("ends in four ways", () => {
    expect(ORDER_STATES.filter(isOrderClosed)).toEqual(["accepted", "rejected", "expired", "cancelled"]);
  });
});
