import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, bps, divide, fromWire, portion, split, toDecimal, toWire, usdc, USDC_MAX, USDC_WIRE_MAX } from "./money";

describe("fromWire", () => {
  it("drops the float dust of a published balance", () => {
    expect(fromWire(201.95000000000022)).toBe(201_950_000n);
    expect(fromWire(169.49999999999997)).toBe(169_500_000n);
  });

  it("rounds half to even at the sixth decimal", () => {
    expect(fromWire("0.0000005")).toBe(0n);
    expect(fromWire("0.0000015")).toBe(2n);
    expect(fromWire("0.00000051")).toBe(1n);
  });

  it("reads numbers that JavaScript writes with an exponent", () => {
    expect(fromWire(0.000001)).toBe(1n);
    expect(fromWire(1e-7)).toBe(0n);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e21, "abc", "", "1e3", "1,5"])("throws on %j", (value) => {
    expect(() => fromWire(value)).toThrow(RangeError);
  });

  it("gives back every amount that we put on the wire, to the micro", () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: USDC_WIRE_MAX }), (micros) => {
      expect(fromWire(toWire(usdc(micros)))).toBe(micros);
    }));
  });
});

describe("toWire", () => {
  it("throws where a JSON number would lose a micro", () => {
    expect(() => toWire(usdc(USDC_WIRE_MAX + 1n))).toThrow(RangeError);
  });
});

describe("toDecimal", () => {
  it("writes exact text without trailing zeros", () => {
    expect([4_950_000n, 7_500n, -3_000_000n, 0n, 1n].map((micros) => toDecimal(usdc(micros)))).toEqual([
      "4.95", "0.0075", "-3", "0", "0.000001",
    ]);
  });
});

describe("divide and portion", () => {
  it("rounds as asked, on both sides of zero", () => {
    expect([divide(7n, 2n, "down"), divide(7n, 2n, "up"), divide(7n, 2n, "half-even"), divide(5n, 2n, "half-even")]).toEqual([3n, 4n, 4n, 2n]);
    expect([divide(-7n, 2n, "down"), divide(-7n, 2n, "up"), divide(-7n, 2n, "half-even")]).toEqual([-4n, -3n, -4n]);
  });

  it("never takes more than the whole", () => {
    const amounts = fc.bigInt({ min: 0n, max: USDC_MAX });
    fc.assert(fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (micros, rate) => {
      expect(portion(usdc(micros), bps(rate), "up")).toBeLessThanOrEqual(micros);
    }));
  });

  it("refuses a rate that is no whole number of basis points", () => {
    expect(() => bps(1.5)).toThrow(RangeError);
    expect(() => bps(10_001)).toThrow(RangeError);
  });
});

describe("split", () => {
  it("gives the last micro to the largest remainder, first on ties", () => {
    expect(split(usdc(100n), [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  });

  it("conserves every total and never strays by a whole micro", () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 1, maxLength: 20 })
      .filter((list) => list.some((weight) => weight > 0n));
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: USDC_MAX }), weights, (total, list) => {
      const parts = split(usdc(total), list);
      const sum = list.reduce((all, weight) => all + weight, 0n);
      expect(add(...parts)).toBe(total);
      parts.forEach((part, index) => {
        const floor = (total * (list[index] ?? 0n)) / sum;
        expect(part === floor || part === floor + 1n).toBe(true);
      });
    }));
  });

  it("throws when there is nothing to split by", () => {
    expect(() => split(usdc(1n), [])).toThrow(RangeError);
    expect(() => split(usdc(-1n), [1n])).toThrow(RangeError);
  });
});
