import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isId, newId } from "./ids";
import { toEpochMs } from "./time";

const instants = fc.integer({ min: 0, max: 4_102_444_800_000 });
const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe("newId", () => {
  it("carries its prefix and is known by its own kind alone", () => {
    const id = newId("escrow", toEpochMs(1_795_168_220_415), (size) => new Uint8Array(size).fill(7));
    expect(id).toMatch(/^esw_[0-9a-z]{26}$/);
    expect(isId("escrow", id)).toBe(true);
    expect(isId("agent", id)).toBe(false);
  });

  it("sorts as text in the order of time", () => {
    fc.assert(fc.property(instants, instants, bytes, bytes, (a, b, randomA, randomB) => {
      fc.pre(a < b);
      expect(newId("audit", toEpochMs(a), () => randomA) < newId("audit", toEpochMs(b), () => randomB)).toBe(true);
    }));
  });

  it("refuses texts that only look like an id", () => {
    expect(isId("escrow", "esw_short")).toBe(false);
    expect(isId("escrow", "esc_c9bd51c5ba714e84")).toBe(false);
  });
});
