import { describe, expect, it } from "vitest";
import { fromWire } from "@/lib/core/money";
import { fromIso } from "@/lib/core/time";
import { deadlineAt, nextAction, priceOfSilence } from "./silence";

const locked = fromIso("2026-11-20T09:00:00Z");
const due = deadlineAt(locked, 4);

describe("priceOfSilence", () => {
  it("counts the deadline in whole hours from the lock", () => {
    expect(due).toBe(fromIso("2026-11-20T13:00:00Z"));
  });

  it("costs the payer nothing on fleet and the payee the whole net", () => {
    const price = priceOfSilence({
      amount: fromWire("5"), dialect: "fleet", hasReferrer: true, state: "locked", deadlineAt: due,
    });
    expect(price).toMatchObject({ kind: "settles", at: due, onSilence: "refund", payerCost: 0n, payeeCost: 4_950_000n });
  });

  it("costs the payer the fee on live, although the payee marked the work completed", () => {
    const price = priceOfSilence({
      amount: fromWire("5"), dialect: "live", hasReferrer: true, state: "completed", deadlineAt: due,
    });
    expect(price).toMatchObject({ kind: "settles", onSilence: "refund_minus_fee", payerCost: 50_000n });
  });

  it("says that disputed money stays locked, and nothing of an escrow that ended", () => {
    const terms = { amount: fromWire("5"), dialect: "live", hasReferrer: false, deadlineAt: due } as const;
    expect(priceOfSilence({ ...terms, state: "disputed" })).toMatchObject({ kind: "held", outcome: { held: 5_000_000n } });
    expect(priceOfSilence({ ...terms, state: "released" })).toEqual({ kind: "over" });
  });

  it("claims nothing for a state that we do not know or a dialect without a rule", () => {
    const terms = { amount: fromWire("5"), hasReferrer: false, deadlineAt: due } as const;
    expect(priceOfSilence({ ...terms, dialect: "live", state: "unrecognised" })).toEqual({ kind: "unknown" });
    expect(priceOfSilence({ ...terms, dialect: "pool", state: "locked" })).toEqual({ kind: "unknown" });
  });
});

describe("nextAction", () => {
  const before = { deadlineAt: due, now: locked, hasUnknownIntent: false };

  it("waits for the work, then for the review", () => {
    expect(nextAction("locked", before)).toBe("await_work");
    expect(nextAction("completed", before)).toBe("review_and_release");
  });

  it("waits for the platform after the deadline and settles a lost reply before all else", () => {
    expect(nextAction("completed", { ...before, now: due })).toBe("await_platform");
    expect(nextAction("released", { ...before, hasUnknownIntent: true })).toBe("settle_unknown");
  });
});
