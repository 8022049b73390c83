import { describe, expect, it } from "vitest";
import { usdc } from "@/lib/core/money";
import { addMs, fromIso } from "@/lib/core/time";
import type { ReferralSummary, ReferredAgent } from "@/lib/purpleflea/records";
import { matchReferred, type ReferralCandidate } from "./match-referred";

const REGISTERED = fromIso("2026-11-20T12:00:00Z");
const LATER = REGISTERED + 3_600_000;

const worker: ReferralCandidate = { agentId: "agt_1", upstreamId: "ag_1234567890", registeredAtMs: REGISTERED, proof: "echoed" };

function summary(agents: readonly Partial<ReferredAgent>[], referredCount = agents.length): ReferralSummary {
  return {
    referredCount, totalCommissions: usdc(0n), commissionsLast30Days: null, pending: null, byProduct: {},
    agents: agents.map((agent) => ({ agentId: "ag_1234567890", isPrefix: false, earned: usdc(0n), since: REGISTERED, ...agent })),
  };
}

describe("a worker in the referrer's list", () => {
  it("is listed by its whole id, and in the ledger once it earned", () => {
    expect(matchReferred(worker, summary([{}]), [worker], LATER)?.proof).toBe("listed");
    expect(matchReferred(worker, summary([{ earned: usdc(7_500n) }]), [worker], LATER)).toEqual({ proof: "in_ledger", earnedMicros: 7_500n });
  });

  it("is listed by a prefix only when it registered in that second", () => {
    const cut = { agentId: "ag_12345", isPrefix: true };
    expect(matchReferred(worker, summary([cut]), [worker], LATER)?.proof).toBe("listed");
    expect(matchReferred(worker, summary([{ ...cut, since: fromIso("2026-11-20T11:59:00Z") }]), [worker], LATER)).toBeNull();
  });

  it("is ambiguous when a second worker fits the prefix", () => {
    const twin = { ...worker, agentId: "agt_2", upstreamId: "ag_12345zzzzz" };
    expect(matchReferred(worker, summary([{ agentId: "ag_12345", isPrefix: true }]), [worker, twin], LATER)?.proof).toBe("listed_ambiguous");
  });

  it("is found by its own row among others that begin alike, whole ids and prefixes of several lengths", () => {
    const others = ["ag_1", "ag_123456789", "ag_12345678901"].map((agentId) => ({ agentId }));
    const rows: Partial<ReferredAgent>[] = [...others, { agentId: "ag_123", isPrefix: true, since: addMs(REGISTERED, -9_000) }, { agentId: "ag_12345678", isPrefix: true, earned: usdc(5n) }, {}];
    expect(matchReferred(worker, summary(rows), [worker], LATER)).toEqual({ proof: "in_ledger", earnedMicros: 5n });
    expect(matchReferred(worker, summary(rows.slice(0, 4)), [worker], LATER)).toBeNull();
  });

  it("is contradicted when it claims the link and a complete list does not hold it", () => {
    expect(matchReferred(worker, summary([{ agentId: "ag_other" }]), [worker], LATER)?.proof).toBe("contradicted");
  });

  it.each([
    ["the list is not complete", worker, summary([{ agentId: "ag_other" }], 5), LATER],
    ["it has registered just now", worker, summary([]), REGISTERED + 10_000],
    ["it never claimed a link", { ...worker, proof: "unverified" as const }, summary([]), LATER],
  ])("is left alone when %s", (_why, candidate, listed, now) => {
    expect(matchReferred(candidate, listed, [candidate], now)).toBeNull();
  });
});
