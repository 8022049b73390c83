import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toDecimal, usdc, USDC_WIRE_MAX } from "./money";
import { parseMoney } from "./money-input";

const codeOf = (text: string) => {
  const result = parseMoney(text);
  return result.ok ? "OK" : result.failure.code;
};

describe("parseMoney", () => {
  it.each([["5", 5_000_000n], ["0.000001", 1n], [" 12.50 ", 12_500_000n], [".5", 500_000n], ["007", 7_000_000n], ["5.", 5_000_000n]])(
    "reads %j exactly", (text, micros) => {
      expect(parseMoney(text)).toEqual({ ok: true, value: micros });
    });

  it.each([
    ["", "EMPTY"], ["   ", "EMPTY"], ["1 000", "SPACE_INSIDE"], ["1,000.00", "COMMA"], ["1,5", "COMMA"],
    ["1e3", "EXPONENT"], ["1E-6", "EXPONENT"], ["-1e3", "EXPONENT"], ["-5", "NEGATIVE"], ["\u22125", "NEGATIVE"], ["five", "NOT_A_NUMBER"],
    ["$5", "NOT_A_NUMBER"], ["+5", "NOT_A_NUMBER"], ["1.2.3", "NOT_A_NUMBER"], [".", "NOT_A_NUMBER"], ["NaN", "NOT_A_NUMBER"],
    ["0x10", "NOT_A_NUMBER"], ["\u0665", "NOT_A_NUMBER"], ["0.0000001", "TOO_PRECISE"], ["1.0000000", "TOO_PRECISE"],
    ["8000000000.000001", "TOO_LARGE"], ["9".repeat(60), "TOO_LARGE"], ["0", "ZERO"], ["0.000000", "ZERO"],
  ])("refuses %j as %s", (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it("takes zero where zero is a meaning", () => {
    expect(parseMoney("0", { allowZero: true })).toEqual({ ok: true, value: 0n });
  });

  it("reads back every amount that we write", () => {
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: USDC_WIRE_MAX }), (micros) => {
      expect(parseMoney(toDecimal(usdc(micros)))).toEqual({ ok: true, value: micros });
    }));
  });
});
