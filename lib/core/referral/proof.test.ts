import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isProven, proofRank, REFERRAL_PROOFS, upgradeProof, weakestProof } from "./proof";

const proofs = fc.constantFrom(...REFERRAL_PROOFS);

describe("upgradeProof", () => {
  it("never gets weaker, except by a contradiction", () => {
    fc.assert(fc.property(proofs, proofs, (current, evidence) => {
      const next = upgradeProof(current, evidence);
      expect(next === "contradicted" || proofRank(next) >= proofRank(current)).toBe(true);
    }));
    expect(upgradeProof("in_ledger", "contradicted")).toBe("contradicted");
  });

  it("lifts a contradiction only by a commission that arrived", () => {
    expect([upgradeProof("contradicted", "listed"), upgradeProof("contradicted", "in_ledger")]).toEqual(["contradicted", "in_ledger"]);
  });

  it("gives money to nobody unverified or contradicted", () => {
    expect(REFERRAL_PROOFS.filter((proof) => !isProven(proof))).toEqual(["unverified", "contradicted"]);
  });

  it("rates a branch by its worst link", () => {
    expect(weakestProof(["in_ledger", "listed_ambiguous", "listed"])).toBe("listed_ambiguous");
    expect(weakestProof([])).toBe("unverified");
  });
});
