import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { PERMISSIONS } from "@/lib/core/access/permissions";
import { SANDBOX_DIALECTS } from "@/lib/core/connection/capabilities";
import type { EscrowDetail, EscrowParty } from "@/lib/core/escrow/escrow-view";
import { ESCROW_STATES, isFinal } from "@/lib/core/escrow/states";
import { usdc } from "@/lib/core/money";
import { addMs, fromIso } from "@/lib/core/time";
import type { Scene } from "./escrow-scene";
import { EscrowView } from "./escrow-view";

const at = fromIso("2026-11-20T13:20:00Z");
const party: EscrowParty = { agentId: "agt_1", kind: "orchestrator", name: "orch-main", upstreamId: "ag_1", proof: "unverified", isOurs: true };
const base: EscrowDetail = {
  id: "esw_1", upstreamId: "esc_5f1c0a92be7734d1", dialect: "fleet", state: "locked", platformWord: "locked", refundCause: null,
  amount: usdc(5_000_000n), fee: usdc(50_000n), net: usdc(4_950_000n), referral: usdc(7_500n), refunded: null, description: "Scan pairs",
  taskId: "task-1", timeoutHours: 1, createdAt: at, lockedAt: at, deadlineAt: addMs(at, 3_600_000), completedAt: null, closedAt: null,
  record: { status: "locked" }, readAt: at, payer: party, payee: { ...party, agentId: "agt_2", kind: "worker", name: "scan-eu-04" },
  referrerName: "orch-main", run: null, events: [], openIntent: null, evidence: {}, silence: { seen: 3, lastAt: at }, approvalAbove: null, audit: [],
};
const now = addMs(at, 60_000);
const scene: Scene = {
  now, renderedAt: now, clockOffsetMs: 0, dialects: SANDBOX_DIALECTS, isSandbox: true, isFrozen: false, isSteppedUp: true, allowed: PERMISSIONS,
};
const refuse = () => Promise.resolve({ ok: false as const, code: "X", message: "x" });
const render = (facts: Partial<EscrowDetail>) => renderToStaticMarkup(
  <EscrowView escrow={{ ...base, ...facts }} scene={scene} advance={refuse} actions={{ complete: refuse, release: refuse, cancel: refuse, dispute: refuse }} />,
);

describe("EscrowView", () => {
  it.each(ESCROW_STATES)("shows an escrow that is %s, with steps only while something can follow", (state) => {
    const html = render({ state, platformWord: "weird", refunded: state === "refunded" ? usdc(5_000_000n) : null });
    expect(html).toContain("5.00");
    expect(html.includes("Release 4.95 to scan-eu-04")).toBe(state === "locked" || state === "completed");
    expect(html.includes("Price of silence")).toBe(!isFinal(state));
  });

  it("states what happens if nobody acts, with the evidence for it", () => {
    const html = render({}).replace(/<[^>]+>/g, "");
    expect(html).toContain("If nobody acts by 14:20 UTC, you get 5.00 back. The worker gets 0.");
    expect(html).toContain("3 refunds seen, last Fri 20 Nov");
  });

  it("says that a refund of unknown size is unavailable, never 0", () => {
    expect(render({ state: "refunded", refundCause: "dispute" })).toContain("unavailable: the platform did not say");
  });

  it("shows a word that it does not know verbatim", () => {
    expect(render({ state: "unrecognised", platformWord: "parked" })).toContain("unknown: parked");
  });

  it("never says that nothing is locked while a lock has no known outcome", () => {
    const intent = { kind: "escrow.lock", outcome: "unknown", createdAt: at, checks: 0, lastCheckNote: null, nextCheckAt: null };
    const html = render({ state: "created", lockedAt: null, deadlineAt: null, openIntent: intent }).replace(/<[^>]+>/g, "");
    expect(html).toContain("We do not know if 5.00 was locked.");
    expect(html).toContain("Not known until the lock is settled: 5.00 may be held.");
    expect(html).not.toContain("Nothing is locked");
  });

  it("shows a lost reply with its checks and closes every step", () => {
    const html = render({
      openIntent: {
        kind: "escrow.release", outcome: "unknown", createdAt: at, checks: 2, lastCheckNote: "The platform says locked.", nextCheckAt: now,
      },
    });
    expect(html).toContain("We do not know if 5.00 was released.");
    expect(html).toContain("The platform says locked.");
    expect(html).not.toContain("btn-primary");
  });
});
