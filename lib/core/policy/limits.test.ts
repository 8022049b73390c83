import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromWire, usdc, ZERO } from "../money";
import { checkLimits, DEFAULT_POLICY, leftIn24h } from "./limits";

const codeOf = (amount: string, used: string, policy: Parameters<typeof checkLimits>[2] = DEFAULT_POLICY) => {
  const result = checkLimits(fromWire(amount), fromWire(used), policy);
  return result.ok ? result.value.needsApproval : [result.failure.code, result.failure.limit, result.failure.allowed];
};

describe("checkLimits", () => {
  it("lets no money move without a policy, and none under a limit of 0", () => {
    expect(codeOf("0.000001", "0", null)).toEqual(["NO_POLICY", "policy", 0n]);
    expect(codeOf("0.000001", "0", { ...DEFAULT_POLICY, perTransaction: ZERO })).toEqual(["LIMIT", "perTransaction", 0n]);
  });

  it("allows exactly the limit and not a micro more", () => {
    expect(codeOf("250", "0")).toBe(true);
    expect(codeOf("250.000001", "0")).toEqual(["LIMIT", "perTransaction", 250_000_000n]);
    expect(codeOf("50", "950")).toBe(false);
    expect(codeOf("50.000001", "950")).toEqual(["LIMIT", "per24h", 50_000_000n]);
  });

  it("asks for approval above 100 and not at 100", () => {
    expect([codeOf("100", "0"), codeOf("100.000001", "0")]).toEqual([false, true]);
  });

  it("takes unlimited only as a word", () => {
    const open = { perTransaction: "unlimited", per24h: "unlimited", approvalAbove: "unlimited" } as const;
    expect(codeOf("8000000000", "8000000000", open)).toBe(false);
  });

  it("never lets the sum of what it allowed pass the limit of 24 hours", () => {
    fc.assert(fc.property(fc.array(fc.bigInt({ min: 1n, max: 300_000_000n })), (amounts) => {
      let used = ZERO;
      for (const amount of amounts) {
        if (checkLimits(usdc(amount), used, DEFAULT_POLICY).ok) used = usdc(used + amount);
      }
      expect(used).toBeLessThanOrEqual(1_000_000_000n);
      expect(leftIn24h(used, DEFAULT_POLICY)).toBe(1_000_000_000n - used);
    }));
  });
});
