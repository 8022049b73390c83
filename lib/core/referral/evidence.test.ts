import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromWire, ZERO } from "../money";
import { addMs, fromIso } from "../time";
import {
  commissionEscrowOf, contradictionFromList, type LinkClaim, type ListedAgent, proofFromCommissions, proofFromCount, proofFromEcho,
  proofFromList, weighEvidence,
} from "./evidence";

const AT = fromIso("2026-11-20T09:50:21Z");
const claim = (upstreamId: string, offsetMs = 0): LinkClaim => ({ upstreamId, registeredAt: addMs(AT, offsetMs) });
const row = (agentId: string, more: Partial<ListedAgent> = {}): ListedAgent => ({ agentId, isPrefix: true, earned: ZERO, since: AT, ...more });
const B = claim("ag_b1a327fe20c2", 400);

describe("an echo", () => {
  it("proves the link on fleet alone", () => {
    expect(proofFromEcho("fleet", "ORCH-1", "ORCH-1")).toBe("echoed");
    expect(proofFromEcho("fleet", "ORCH-1", "OTHER")).toBe("contradicted");
    expect(proofFromEcho("fleet", "ORCH-1", null)).toBe("unverified");
    for (const dialect of ["live", "market"] as const) expect(proofFromEcho(dialect, "ref_1", "ref_1")).toBe("unverified");
  });
});

describe("a list of cut ids", () => {
  it("proves a worker by its prefix and its second", () => {
    expect(proofFromList(B, [row("ag_b1a32")], [B, claim("ag_4a5457ba8b39")])).toEqual({ proof: "listed", earned: ZERO });
    expect(proofFromList(B, [row("ag_b1a32", { earned: fromWire("1.45") })], [B])).toEqual({ proof: "in_ledger", earned: fromWire("1.45") });
  });

  it.each([[2_000, "listed"], [-2_000, "listed"], [2_001, undefined], [-2_001, undefined]])(
    "fits a registration %d ms apart: %s", (offsetMs, proof) => {
      expect(proofFromList(claim("ag_b1a327fe20c2", offsetMs), [row("ag_b1a32")], [])?.proof).toBe(proof);
    });

  it("is ambiguous when several workers fit one row, and proves both when there are two rows", () => {
    const twin = claim("ag_b1a32ffffff1", 900);
    expect(proofFromList(B, [row("ag_b1a32")], [B, twin])).toEqual({ proof: "listed_ambiguous", earned: null });
    expect(proofFromList(B, [row("ag_b1a32"), row("ag_b1a32")], [B, twin])).toEqual({ proof: "listed", earned: null });
    expect(proofFromList(B, [row("ag_b1a32")], [B, claim("ag_b1a32ffffff1", 60_000)])?.proof).toBe("listed");
  });

  it("is ambiguous without the second", () => {
    expect(proofFromList(B, [row("ag_b1a32", { since: null })], [B])?.proof).toBe("listed_ambiguous");
  });

  it("takes a whole id for what it is, whatever the time", () => {
    expect(proofFromList(B, [row("ag_b1a327fe20c2", { isPrefix: false, since: null })], [B])?.proof).toBe("listed");
    expect(proofFromList(B, [row("ag_b1a327fe20c3", { isPrefix: false })], [B])).toBeNull();
  });

  it("never proves more links than it has rows", () => {
    const ids = fc.constantFrom("ag_aaaaa1", "ag_aaaaa2", "ag_aaaaa3", "ag_bbbbb1");
    fc.assert(fc.property(fc.uniqueArray(ids), fc.array(fc.constantFrom("ag_aaaaa", "ag_bbbbb"), { maxLength: 4 }), (agents, prefixes) => {
      const claims = agents.map((id) => claim(id));
      const rows = prefixes.map((prefix) => row(prefix));
      const proven = claims.filter((one) => proofFromList(one, rows, claims)?.proof === "listed");
      expect(proven.length).toBeLessThanOrEqual(rows.length);
    }));
  });
});

describe("other evidence", () => {
  it("contradicts by another's list only beyond doubt", () => {
    expect(contradictionFromList(B, [row("ag_b1a32")], [B])).toBe("contradicted");
    expect(contradictionFromList(B, [row("ag_b1a32")], [B, claim("ag_b1a32ffffff1")])).toBeNull();
    expect(contradictionFromList(B, [row("ag_00000")], [B])).toBeNull();
  });

  it("counts, where nobody is named", () => {
    expect([proofFromCount(1, 4, 3), proofFromCount(1, 3, 3), proofFromCount(1, 1, 0)]).toEqual(["listed_ambiguous", null, null]);
  });

  it("finds the commission of a worker's escrow in the ledger", () => {
    const id = commissionEscrowOf("escrow_referral_commission: esc_4cede6ea6f5e4d33");
    expect(proofFromCommissions([id ?? ""], new Set(["esc_4cede6ea6f5e4d33"]))).toBe("in_ledger");
    expect([commissionEscrowOf("escrow_lock: esc_1"), proofFromCommissions(["esc_1"], new Set(["esc_2"]))]).toEqual([null, null]);
  });

  it("is weighed so that nothing but a commission lifts a contradiction", () => {
    expect(weighEvidence("unverified", [null, "listed_ambiguous", "listed"])).toBe("listed");
    expect(weighEvidence("listed", ["contradicted", "listed"])).toBe("contradicted");
    expect(weighEvidence("listed", ["contradicted", "in_ledger"])).toBe("in_ledger");
  });
});
