import { describe, expect, it } from "vitest";
import { ESCROW_STATES, REFUND_CAUSES } from "@/lib/core/escrow/states";
import { followEscrow } from "./follow-escrow";
import { afterLapse, ATTEMPTS_MAX, LEASE_MS, leaseUntil } from "./lease";
import { isOrderClosed, nextOrderState, ORDER_STATES } from "./states";
import { addMs, toEpochMs } from "@/lib/core/time";

describe("an order follows its escrow", () => {
  it("by steps that are open in the order's state", () => {
    for (const order of ORDER_STATES.filter((state) => !isOrderClosed(state))) {
      for (const escrow of ESCROW_STATES) {
        for (const cause of [null, ...REFUND_CAUSES]) {
          const event = followEscrow(order, escrow, cause);
          if (event) expect(nextOrderState(order, event), `${order}, ${escrow}`).toMatchObject({ ok: true });
        }
      }
    }
  });

  it("is offered when the money is locked and not before", () => {
    expect(followEscrow("waiting", "created", null)).toBeNull();
    expect(followEscrow("waiting", "locked", null)).toBe("offer");
  });

  it("ends as expired after a time-out, as cancelled after a cancel or a refused lock", () => {
    expect(followEscrow("claimed", "refunded", "timeout")).toBe("expire");
    expect(followEscrow("claimed", "refunded", "cancel")).toBe("cancel");
    expect(followEscrow("waiting", "cancelled", null)).toBe("cancel");
  });

  it("is accepted by a release and rejected by a dispute, once a result is there", () => {
    expect(followEscrow("returned", "released", null)).toBe("accept");
    expect(followEscrow("returned", "disputed", null)).toBe("reject");
    expect(followEscrow("pending", "released", null)).toBe("cancel");
  });

  it("is left alone by a word that nobody knows", () => {
    for (const order of ORDER_STATES) expect(followEscrow(order, "unrecognised", null)).toBeNull();
  });
});

describe("the lease of a claim", () => {
  const claimedAt = toEpochMs(1_000_000);

  it("lasts two minutes from the last sign, but never longer than the attempt", () => {
    expect(leaseUntil(claimedAt, claimedAt, 3_600)).toBe(claimedAt + LEASE_MS);
    expect(leaseUntil(claimedAt, addMs(claimedAt, 60_000), 3_600)).toBe(claimedAt + 60_000 + LEASE_MS);
    expect(leaseUntil(claimedAt, addMs(claimedAt, 60_000), 90)).toBe(claimedAt + 90_000);
  });

  it("gives the order back until it was claimed too often", () => {
    expect(afterLapse(1)).toBe("lapse");
    expect(afterLapse(ATTEMPTS_MAX - 1)).toBe("lapse");
    expect(afterLapse(ATTEMPTS_MAX)).toBe("exhaust");
  });
});
