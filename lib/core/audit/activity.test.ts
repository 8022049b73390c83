import { describe, expect, it } from "vitest";
import { toEpochMs } from "../time";
import { foldActivity } from "./activity";

const entry = (seq: bigint, result: string, summary: string, intentId: string | null = null) => (
  { seq, at: toEpochMs(Number(seq) * 1_000), action: "escrow.lock", result, summary, intentId }
);

describe("foldActivity", () => {
  it("tells the wish and its outcome in one line, with the words of the wish and the time of the outcome", () => {
    const lines = foldActivity([entry(2n, "succeeded", "escrow 7", "int_1"), entry(1n, "requested", "Lock 5.00 for scan-eu-04", "int_1")], 8);
    expect(lines).toEqual([
      { seq: 2n, at: 2_000, action: "escrow.lock", result: "succeeded", summary: "Lock 5.00 for scan-eu-04", outcome: "escrow 7" },
    ]);
  });

  it("keeps one line when an outcome was unknown first and is settled later", () => {
    const lines = foldActivity([
      entry(4n, "succeeded", "found on the platform", "int_1"), entry(3n, "recorded", "Freeze"), entry(2n, "unknown", "reply lost", "int_1"),
      entry(1n, "requested", "Lock 5.00", "int_1"),
    ], 8);
    expect(lines.map(({ summary, result }) => [summary, result])).toEqual([["Lock 5.00", "succeeded"], ["Freeze", "recorded"]]);
  });

  it("shows a wish without an outcome as requested, and an outcome whose wish lies before the window by itself", () => {
    const lines = foldActivity([entry(9n, "requested", "Fund 2.00", "int_2"), entry(8n, "rejected", "Not enough balance", "int_1")], 8);
    expect(lines.map(({ summary, result, outcome }) => [summary, result, outcome])).toEqual([
      ["Fund 2.00", "requested", null], ["Not enough balance", "rejected", null],
    ]);
  });

  it("counts lines, not entries, and never joins what belongs to no intent", () => {
    const entries = [entry(4n, "recorded", "a"), entry(3n, "succeeded", "b", "int_1"), entry(2n, "requested", "b", "int_1"), entry(1n, "recorded", "c")];
    expect(foldActivity(entries, 2).map(({ seq }) => seq)).toEqual([4n, 3n]);
    expect(foldActivity(entries, 8)).toHaveLength(3);
  });
});
