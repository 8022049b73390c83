import { describe, expect, it } from "vitest";
import type { OrderDetail } from "@/lib/core/order/order-view";
import { toEpochMs } from "@/lib/core/time";
import { checksOf, sizeOf, summaryOf } from "./order-facts";

const ORDER: OrderDetail = {
  id: "wor_1", kind: "task", legId: null, revision: 0, feedback: null, escrowId: "esw_1", state: "returned", instructions: "Count.", input: null, resultSchema: { type: "object" }, timeoutSeconds: 3_600, attempts: 2,
  claimedAt: toEpochMs(0), leaseUntil: null, progress: null, progressAt: null, result: { words: 4 }, resultHash: "00", returnedAt: toEpochMs(227_000), faults: [],
  completeNote: null, closedNote: null, createdAt: toEpochMs(0),
};

describe("what the page says of a result", () => {
  it("is its own summary, its text, or the beginning of its JSON", () => {
    expect(summaryOf({ summary: " 37 pairs found. ", pairs: [1] })).toBe("37 pairs found.");
    expect(summaryOf("done")).toBe("done");
    expect(summaryOf({ words: 4 })).toBe('{"words":4}');
    expect(summaryOf("x".repeat(400))).toHaveLength(280);
  });

  it("names only what the console checked", () => {
    expect(checksOf(ORDER)).toEqual([
      { name: "Schema valid", finding: "every field" }, { name: "Came once", finding: "attempt 2" },
      { name: "Delivered in time", finding: expect.stringMatching(/^3 min 47 s of 1 h/) },
    ]);
    expect(checksOf({ ...ORDER, resultSchema: null })[0]).toEqual({ name: "Not empty", finding: "no schema was given" });
  });

  it("has a size", () => {
    expect(sizeOf({ words: 4 })).toBe("11 B");
    expect(sizeOf("x".repeat(1_998))).toBe("2.0 kB");
  });
});
