import { describe, expect, it } from "vitest";
import { CAPABILITIES, initialEvidence, isCapability, LIVE_DIALECTS, SANDBOX_DIALECTS } from "./capabilities";

describe("capabilities", () => {
  it("claim nothing as observed before the first call", () => {
    for (const dialects of [LIVE_DIALECTS, SANDBOX_DIALECTS]) {
      for (const capability of CAPABILITIES) expect(initialEvidence(capability, dialects)).not.toBe("observed");
    }
  });

  it("are enforced here or unavailable where the published services have nothing", () => {
    expect(initialEvidence("wallet.child", LIVE_DIALECTS)).toBe("enforced");
    expect(initialEvidence("escrow.cancel", LIVE_DIALECTS)).toBe("unavailable");
    expect(initialEvidence("escrow.cancel", SANDBOX_DIALECTS)).toBe("documented");
  });

  it("are known by name", () => {
    expect([isCapability("escrow.lock"), isCapability("escrow.steal")]).toEqual([true, false]);
  });
});
