import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromWire, usdc } from "@/lib/core/money";
import { formatCost, formatGain, formatRemaining, formatUsdc } from "./money";

describe("formatUsdc", () => {
  it.each([
    ["1455.3", "1,455.30"],
    ["0", "0.00"],
    ["0.0075", "<0.01"],
    ["-0.0075", "−<0.01"],
    ["-4.2", "−4.20"],
    ["1234567.891", "1,234,567.89"],
    ["0.995", "1.00"],
    ["0.01", "0.01"],
  ])("shows %s in a list as %s", (text, shown) => {
    expect(formatUsdc(fromWire(text))).toBe(shown);
  });

  it.each([
    ["132.721875", "132.721875"],
    ["0.0075", "0.0075"],
    ["5", "5.00"],
    ["4.9", "4.90"],
    ["-0.05", "−0.05"],
  ])("shows %s in detail as %s", (text, shown) => {
    expect(formatUsdc(fromWire(text), "detail")).toBe(shown);
  });

  it("never shows a non-zero amount as zero", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), (micros) => {
        expect(formatUsdc(usdc(micros))).not.toBe("0.00");
        expect(formatUsdc(usdc(-micros))).toMatch(/^−/);
      }),
    );
  });

  it("keeps every micro in detail", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (micros) => {
        const text = formatUsdc(usdc(micros), "detail").replaceAll(",", "").replace("−", "-");
        expect(fromWire(text)).toBe(micros);
      }),
    );
  });
});

describe("rounding by meaning", () => {
  it("rounds what is left of a limit down", () => {
    expect(formatRemaining(fromWire("19.999"))).toBe("19.99");
  });

  it("rounds a fee up", () => {
    expect(formatCost(fromWire("1.001"))).toBe("1.01");
    expect(formatCost(fromWire("-1.001"))).toBe("−1.01");
  });

  it("signs a gain and leaves zero bare", () => {
    expect(formatGain(fromWire("0.63"))).toBe("+0.63");
    expect(formatGain(fromWire("-0.31"))).toBe("−0.31");
    expect(formatGain(usdc(0n))).toBe("0.00");
  });
});
