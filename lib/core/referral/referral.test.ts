import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usdc } from "../money";
import { isProven, proofRank, REFERRAL_PROOFS, type ReferralProof, upgradeProof, weakestProof } from "./proof";
import { buildReferralTree, type ReferralNode, type ReferredAgent } from "./tree";

const agent = (id: string, referrerId: string | null, commission = 0n, proof: ReferralProof = "echoed"): ReferredAgent =>
  ({ id, name: id, role: "trading", referrerId, proof, commission: usdc(commission) });
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

describe("buildReferralTree", () => {
  it("sums commission and proof up each branch", () => {
    const [root] = buildReferralTree([
      agent("orch", null), agent("b", "orch", 7_500n, "in_ledger"), agent("a", "orch", 100n, "listed"), agent("c", "a", 20n, "unverified"),
    ]);
    expect(root).toMatchObject({ id: "orch", branchCommission: 7_620n, branchCount: 3, branchProof: "unverified" });
    expect(root?.children.map((node) => [node.id, node.branchCommission, node.branchProof])).toEqual([
      ["b", 7_500n, "in_ledger"], ["a", 120n, "unverified"],
    ]);
  });

  it("makes a root of an agent whose referrer is not of the fleet", () => {
    expect(buildReferralTree([agent("a", "stranger")]).map((node) => node.id)).toEqual(["a"]);
  });

  it("survives ten thousand links and loops", () => {
    const chain = Array.from({ length: 10_000 }, (_, index) => agent(`w${index}`, index === 0 ? null : `w${index - 1}`, 1n));
    expect(buildReferralTree(chain)[0]).toMatchObject({ branchCount: 9_999, branchCommission: 10_000n });
  });

  it("holds every agent once and every commission, whatever the links", () => {
    const lists = fc.array(fc.tuple(fc.option(fc.integer({ min: 0, max: 14 })), fc.bigInt({ min: 0n, max: 10n ** 9n }), proofs), { maxLength: 15 });
    fc.assert(fc.property(lists, (list) => {
      const agents = list.map(([referrer, commission, proof], index) => agent(`w${index}`, referrer === null ? null : `w${referrer}`, commission, proof));
      const ids: string[] = [];
      const visit = (node: ReferralNode): void => { ids.push(node.id); node.children.forEach(visit); };
      const trees = buildReferralTree(agents);
      trees.forEach(visit);
      expect(ids.sort()).toEqual(agents.map((one) => one.id).sort());
      expect(trees.reduce((all, node) => all + node.branchCommission, 0n)).toBe(agents.reduce((all, one) => all + one.commission, 0n));
    }));
  });
});
