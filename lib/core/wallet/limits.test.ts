import { describe, expect, it } from "vitest";
import { fromWire, ZERO } from "../money";
import { addMs, DAY_MS, fromIso } from "../time";
import { canSpend, leftNow, resetsAt, usedPercent } from "./limits";

const createdAt = fromIso("2026-11-20T09:30:00Z");
const terms = { dailyLimit: fromWire("2"), autoReset: true, createdAt };
const later = (ms: number) => addMs(createdAt, ms);
const spent = (amount: string, ms = 0) => ({ spent: fromWire(amount), readAt: later(ms) });

describe("daily limit", () => {
  it("resets 24 hours after the wallet was made, not at midnight", () => {
    expect(resetsAt(terms, later(0))).toBe(fromIso("2026-11-21T09:30:00Z"));
    expect(resetsAt(terms, later(DAY_MS))).toBe(fromIso("2026-11-22T09:30:00Z"));
    expect(resetsAt({ ...terms, autoReset: false }, later(0))).toBeNull();
  });

  it("forgets the spending of an earlier window, and only then", () => {
    expect(leftNow(terms, spent("1.5"), later(DAY_MS - 1))).toBe(500_000n);
    expect(leftNow(terms, spent("1.5"), later(DAY_MS))).toBe(2_000_000n);
    expect(leftNow({ ...terms, autoReset: false }, spent("1.5"), later(9 * DAY_MS))).toBe(500_000n);
  });

  it("never shows less than nothing left, or more than a full bar", () => {
    expect(leftNow(terms, spent("3"), later(1))).toBe(0n);
    expect([usedPercent(terms, spent("3"), later(1)), usedPercent(terms, spent("0.5"), later(1))]).toEqual([100, 25]);
    expect(usedPercent({ ...terms, dailyLimit: null }, spent("3"), later(1))).toBeNull();
    expect(usedPercent({ ...terms, dailyLimit: ZERO }, spent("0"), later(1))).toBe(0);
  });
});

describe("canSpend", () => {
  const ask = (amount: string, balance: string) => {
    const result = canSpend(fromWire(amount), fromWire(balance), terms, spent("1.5"), later(1));
    return result.ok ? result.value.leftAfter : [result.failure.code, result.failure.allowed];
  };

  it("allows what is left and not a micro more", () => {
    expect([ask("0.5", "10"), ask("0.500001", "10")]).toEqual([0n, ["WALLET_LIMIT", 500_000n]]);
  });

  it("names the balance when it is the smaller one", () => {
    expect(ask("0.4", "0.3")).toEqual(["WALLET_BALANCE", 300_000n]);
  });

  it("has no limit to name where there is none", () => {
    const result = canSpend(fromWire("9"), fromWire("10"), { ...terms, dailyLimit: null }, spent("1.5"), later(1));
    expect(result).toEqual({ ok: true, value: { leftAfter: null } });
  });
});
