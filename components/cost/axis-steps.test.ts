import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisSteps } from "./axis-steps";

describe("axisSteps", () => {
  it("takes round steps up to what covers the largest", () => {
    expect(axisSteps(12.4)).toEqual([0, 5, 10, 15]);
    expect(axisSteps(412)).toEqual([0, 200, 400, 600]);
    expect(axisSteps(0.06)).toEqual([0, 0.02, 0.04, 0.06]);
    expect(axisSteps(0)).toEqual([0, 1]);
  });

  it("covers any amount with at most four lines above zero", () => {
    fc.assert(fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (largest) => {
      const steps = axisSteps(largest);
      expect(steps.length).toBeLessThanOrEqual(5);
      expect(steps.at(-1)).toBeGreaterThanOrEqual(largest * (1 - 1e-9));
    }));
  });
});
