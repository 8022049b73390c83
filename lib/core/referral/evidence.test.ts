import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromWire, ZERO } from "../money";
import { addMs, fromIso } from "../time";
import { type LinkClaim, type ListedAgent, proofFromList } from "./evidence";

const AT = fromIso("2026-11-20T09:50:21Z");
const claim = (upstreamId: string, offsetMs = 0): LinkClaim => ({ upstreamId, registeredAt: addMs(AT, offsetMs) });
const row = (agentId: string, more: Partial<ListedAgent> = {}): ListedAgent => ({ agentId, isPrefix: true, earned: ZERO, since: AT, ...more });
const B = claim("ag_b1a327fe20c2", 400);

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
