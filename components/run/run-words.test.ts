import { describe, expect, it } from "vitest";
import { fromWire } from "@/lib/core/money";
import type { ReviewSubject } from "@/lib/core/run/review-view";
import { cancelWords } from "./cancel-words";
import { legLook } from "./leg-look";
import { legOptions } from "./leg-options";
import { moneyOf, statementOf } from "./leg-words";
import { reviewAnswers, reviewSilence } from "./review-words";
import { escrow, leg, run, SCENE } from "./test-facts";

const NO_CANCEL = { ...SCENE, canCancel: false };

describe("a leg's look and words", () => {
  it("shows a leg that failed as failed while its money is still on its way back", () => {
    const failed = leg("b", { state: "returning", afterReturn: "failed", failureCode: "NOT_ACCEPTED", revision: 2, payeeName: "report-b", escrow: escrow("locked", "3.50") });
    expect(legLook(failed)).toMatchObject({ tone: "bad", word: "failed" });
    expect(moneyOf(failed)).toBe("3.50 locked");
    expect(statementOf(failed, SCENE)).toBe("Failed its checks 3 times. No revisions left.");
  });

  it("never shows a lost reply as locked or as failed", () => {
    const lost = leg("a", { state: "locking", escrow: { ...escrow("created", "12"), intent: "unknown", money: { ...escrow("created", "12").money, unknown: fromWire("12") } } });
    expect(legLook(lost)).toMatchObject({ tone: "unk", dashed: true, word: "unknown" });
    expect(moneyOf(lost)).toBe("12.00 not known");
    expect(statementOf(lost, SCENE)).toMatch(/^We do not know what became of 12\.00\./);
  });
});

describe("legOptions", () => {
  const stuck = leg("b", { state: "returning", afterReturn: "failed", payerName: "report-a", payeeName: "report-b", amount: fromWire("3.50"), escrow: escrow("locked", "3.50") });

  it("offers no cancel where the platform has none, and says when the money is back instead", () => {
    const options = legOptions(stuck, run({ legs: [stuck] }), NO_CANCEL, []);
    expect(options.find(({ kind }) => kind === "cancel")?.why).toBe("The platform has no cancel. Waiting does the same, later: 3.465 comes back 15:00 UTC.");
    expect(options.find(({ kind }) => kind === "wait")?.consequence).toBe("Nothing more is spent until 15:00 UTC. report-a gets 3.465, 0.035 is lost as fee.");
  });

  it("retries only when the money is back: never two live escrows for one leg", () => {
    expect(legOptions(stuck, run(), NO_CANCEL, []).find(({ kind }) => kind === "retry")?.why).toMatch(/not back yet until 15:00 UTC/);
    const failed = leg("b", { state: "failed", payeeName: "report-b", amount: fromWire("3.50"), escrow: escrow("refunded", "3.50") });
    const [retry, part] = legOptions(failed, run({ legs: [failed] }), SCENE, []);
    expect(retry).toMatchObject({ kind: "retry", why: null, consequence: "Locks 3.50 for b-worker on a fresh escrow." });
    expect(part).toMatchObject({ kind: "part", why: null });
  });

  it.each([
    ["a viewer", { ...SCENE, mayControl: false }, /roles do not allow/], ["a frozen fleet", { ...SCENE, isFrozen: true }, /frozen/],
  ])("closes them for %s with what to do instead", (_, scene, why) => {
    const failed = leg("b", { state: "failed", payeeName: "report-b" });
    for (const option of legOptions(failed, run({ legs: [failed] }), scene, [])) expect(option.why).toMatch(why);
  });

  it("sends whoever wants to retry a leg that was never funded to the one that failed", () => {
    expect(legOptions(leg("c", { state: "skipped" }), run(), SCENE, [])[0]?.why).toMatch(/Retry that leg/);
  });

  it("has nothing to offer for a leg that was paid", () => {
    expect(legOptions(leg("a", { state: "paid", escrow: escrow("released", "1") }), run(), SCENE, [])).toEqual([]);
  });
});

describe("cancelWords", () => {
  const legs = [
    leg("a", { state: "working", escrow: escrow("locked", "16.20") }), leg("b", { state: "working", payerName: "report-a", escrow: escrow("locked", "3.50") }),
    leg("c", { state: "releasing", amount: fromWire("2"), escrow: escrow("completed", "2") }),
  ];
  const valuesOf = (scene: typeof SCENE) => cancelWords(run({ legs }), scene).rows.map(({ label, value }) => [label, value]);

  it("says what comes back to whom, what is lost, and what cannot be stopped", () => {
    expect(valuesOf(SCENE)).toEqual([
      ["Comes back to you", "16.20"], ["Comes back to its agents", "3.50"], ["Fee lost", "0.00"], ["Being released, cannot be stopped", "2.00"], ["Released already, stays paid", "0.00"],
    ]);
  });

  it("counts the fee where only the time-out brings the money back", () => {
    expect(valuesOf(NO_CANCEL).slice(0, 3)).toEqual([["Comes back to you", "16.038"], ["Comes back to its agents", "3.465"], ["Fee lost", "0.197"]]);
    expect(cancelWords(run({ legs }), NO_CANCEL).consequence).toMatch(/no cancel/);
  });
});

describe("reviewAnswers", () => {
  const { silence, net, amount, deadlineAt } = escrow("completed", "5");
  const review: ReviewSubject = {
    legId: "leg_1", orderId: "wor_1", agentName: "scan-eu-04", payerName: null, amount, net, revision: 0, revisionsLeft: 2, waitsAfter: false, disputeMinutes: 0, hasBackup: false,
    deadlineAt, silence,
  };

  it("states each answer in money", () => {
    const [accept, revise, reject] = reviewAnswers(review, NO_CANCEL);
    expect(accept?.consequence).toBe("scan-eu-04 gets 4.95 within seconds. Final: no step brings it back.");
    expect(revise?.consequence).toContain("5.00 stays locked");
    expect(reject?.consequence).toBe("scan-eu-04 gets 0. The platform has no cancel: 4.95 comes back at the deadline, 0.05 is lost as fee. Nobody else is asked.");
    expect(reviewSilence(review, NO_CANCEL)).toBe("By silence, 15:00 UTC, in 1 h 00 min: you get 4.95 back, scan-eu-04 gets 0. Fee lost 0.05.");
  });

  it("does not send work back when no revision is left", () => {
    expect(reviewAnswers({ ...review, revisionsLeft: 0 }, SCENE)[1]?.why).toBe("No revisions are left. Accept or reject it.");
  });

  it("asks a treasurer, with his password, above the threshold", () => {
    const above = { ...SCENE, approvalAbove: fromWire("1") };
    expect(reviewAnswers(review, { ...above, mayReleaseAbove: false })[0]?.why).toMatch(/a treasurer accepts/);
    expect(reviewAnswers(review, { ...above, isSteppedUp: false })[0]).toMatchObject({ why: null, asksPassword: true });
  });
});
