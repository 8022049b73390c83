import { describe, expect, it } from "vitest";
import { PERMISSIONS } from "@/lib/core/access/permissions";
import { LIVE_DIALECTS, SANDBOX_DIALECTS } from "@/lib/core/connection/capabilities";
import type { EscrowDetail, EscrowParty } from "@/lib/core/escrow/escrow-view";
import { usdc } from "@/lib/core/money";
import { fromIso } from "@/lib/core/time";
import type { Scene } from "./escrow-scene";
import { lockSentence } from "./lock-sentence";
import { previewMoney } from "./money-preview";
import { moveOptions } from "./move-options";
import { timelineSteps } from "./timeline-steps";

const at = fromIso("2026-11-20T13:20:00Z");
const party: EscrowParty = { agentId: "agt_1", kind: "orchestrator", name: "orch-main", upstreamId: "ag_1", proof: "unverified", isOurs: true };
const escrow: EscrowDetail = {
  id: "esw_1", upstreamId: "esc_1", dialect: "fleet", state: "locked", platformWord: "locked", refundCause: null, amount: usdc(5_000_000n),
  fee: usdc(50_000n), net: usdc(4_950_000n), referral: usdc(7_500n), refunded: null, description: "scan", taskId: "t", timeoutHours: 1,
  createdAt: at, lockedAt: at, deadlineAt: fromIso("2026-11-20T14:20:00Z"), completedAt: null, closedAt: null, record: null, readAt: at,
  payer: party, payee: { ...party, agentId: "agt_2", kind: "worker", name: "scan-eu-04" }, referrerName: "orch-main", run: null,
  events: [{ kind: "created", actorName: "Mara", note: "", at }], openIntent: null, evidence: {}, silence: { seen: 0, lastAt: null },
  approvalAbove: usdc(100_000_000n), audit: [],
};
const scene: Scene = {
  now: fromIso("2026-11-20T14:02:31Z"), renderedAt: fromIso("2026-11-20T14:02:31Z"), clockOffsetMs: 0, dialects: SANDBOX_DIALECTS, isSandbox: true,
  isFrozen: false, isSteppedUp: false, allowed: PERMISSIONS,
};
const closed = (facts: EscrowDetail, around: Scene) => Object.fromEntries(moveOptions(facts, around).map(({ verb, why }) => [verb, why]));

describe("moveOptions", () => {
  it("puts the verb first and the same verb on the confirming button", () => {
    const options = moveOptions(escrow, scene);
    expect(options.map(({ label }) => label)).toEqual([
      "Mark completed as scan-eu-04", "Release 4.95 to scan-eu-04", "Dispute 5.00", "Cancel, 5.00 back to you",
    ]);
    for (const { label, confirm } of options) expect(confirm.split(/[ ,]/)[0]).toBe(label.split(/[ ,]/)[0]);
  });

  it("says what to do instead of a cancel that the platform lacks", () => {
    const live = { ...escrow, dialect: "live" as const };
    expect(closed(live, { ...scene, dialects: LIVE_DIALECTS }).cancel).toBe("The platform has no cancel. Waiting does the same, later: 4.95 comes back at the deadline, 14:20 UTC, minus the 1 % fee.");
  });

  it("closes the release alone while the fleet is frozen", () => {
    const frozen = closed(escrow, { ...scene, isFrozen: true });
    expect(frozen.release).toMatch(/^The fleet is frozen/);
    expect([frozen.cancel, frozen.dispute]).toEqual([null, null]);
  });

  it("closes everything for a viewer, with whom to ask", () => {
    const viewer = closed(escrow, { ...scene, allowed: ["fleet.read"] });
    expect(viewer.release).toBe("Your roles do not allow this. Ask somebody who is operator or treasurer.");
  });

  it("asks for a treasurer above the threshold", () => {
    const large = { ...escrow, amount: usdc(120_000_000n) };
    const allowed = PERMISSIONS.filter((permission) => permission !== "escrow.releaseAboveThreshold");
    expect(closed(large, { ...scene, allowed }).release).toBe("Above 100 USDC a treasurer releases. Ask one.");
  });

  it("offers nothing on an ended escrow", () => {
    expect(moveOptions({ ...escrow, state: "released" }, scene)).toEqual([]);
  });
});

describe("timelineSteps", () => {
  it("shows what waits for a person once the payee says done", () => {
    const steps = timelineSteps({ ...escrow, state: "completed", completedAt: fromIso("2026-11-20T13:51:44Z") }, scene.now);
    expect(steps.map(({ title, phase }) => `${title} ${phase}`)).toEqual(["Created done", "Locked done", "Completed done", "Release now", "Refund ahead"]);
  });
});

describe("previewMoney", () => {
  it("computes fee, net and referral as the server does", () => {
    expect(previewMoney("5", { dialect: "fleet", hasReferrer: true })).toEqual({
      problem: null, amount: "5.00", fee: "0.05", net: "4.95", referral: "0.0075", silence: "5.00",
    });
    expect(previewMoney("20", { dialect: "live", hasReferrer: true }).silence).toBe("19.80");
  });

  it("says what is wrong while typing, and nothing on an empty field", () => {
    expect(previewMoney("1,5", { dialect: "fleet", hasReferrer: true }).problem).toMatch(/^Use a dot/);
    expect(previewMoney("", { dialect: "fleet", hasReferrer: true }).problem).toBeNull();
  });
});

describe("lockSentence", () => {
  it("says who gets what and when, in one line", () => {
    const money = previewMoney("5", { dialect: "fleet", hasReferrer: true });
    expect(lockSentence({ money, payerName: "orch-main", payeeName: "scan-eu-04", hours: "24", dialect: "fleet" })).toBe(
      "5.00 USDC leave orch-main now. scan-eu-04 gets 4.95 when you release. If nobody acts within 24 h, 5.00 come back.",
    );
  });
});
