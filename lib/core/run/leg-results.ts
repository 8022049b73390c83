import { addMs, MINUTE_MS } from "../time";
import { isDead, type LegDraft, type RunDraft, turnOf } from "./draft";
import { bringBack, endAttempt, endLeg, failAttempt, noteJob, reviseOrFail, settleReturn } from "./leg-ends";
import { DISPUTED, EARLIER_STAGE_FAILED, ESCROW_SPLIT, LATER_STAGE_FAILED, TIMED_OUT_BEFORE_ITS_TURN } from "./reasons";
import type { JudgeOutput } from "./snapshot";

/** What its escrow became without the run: true when that decides the leg. */
export function stepEndedEscrow(draft: RunDraft, leg: LegDraft): boolean {
  const state = leg.escrow?.state;
  if (state === "released") return paid(draft, leg);
  if (state === "refunded" && leg.state === "funded" && leg.part === null && leg.escrow?.refundCause === "timeout") return restUntilItsTurn(draft, leg);
  if (state === "refunded" || state === "cancelled") {
    return escrowEnded(draft, leg, leg.escrow?.refundCause === "timeout");
  }
  if (state === "split") return isSplit(draft, leg);
  if (state !== "disputed") return false;
  draft.event(leg, "disputed", "Its escrow is disputed: the platform decides.");
  draft.closeOrder(leg, "reject", "The escrow is disputed");
  leg.note = "Its escrow is disputed: the platform decides who gets the money.";
  leg.failureCode = DISPUTED;
  bringBack(draft, leg, "failed");
  return true;
}

/** Only whoever let the whole time of the escrow pass has failed: a result that waited, or a cancel by hand, is nobody's fault. */
function escrowEnded(draft: RunDraft, leg: LegDraft, isTimedOut: boolean): boolean {
  const why = isTimedOut ? "Its escrow timed out." : "Its escrow was cancelled.";
  if (isTimedOut && leg.order?.state !== "returned") failAttempt(draft, leg, "ESCROW_ENDED", why);
  else {
    draft.closeOrder(leg, "cancel", why);
    endAttempt(draft, leg, "ESCROW_ENDED", why);
  }
  return true;
}

/** Locked so early that its escrow timed out before anybody was asked for anything: nobody failed, and its turn locks it again. */
function restUntilItsTurn(draft: RunDraft, leg: LegDraft): boolean {
  leg.failureCode = TIMED_OUT_BEFORE_ITS_TURN;
  leg.note = "Its escrow timed out before its turn came; it is locked again then.";
  leg.afterReturn = "again";
  draft.event(leg, "escrow_ended", leg.note);
  settleReturn(draft, leg);
  return true;
}

/** A stage that began before the stages ahead of it were through is told to stop when one of them has failed. */
export function stepCascade(draft: RunDraft, leg: LegDraft): boolean {
  if (leg.part !== null || turnOf(draft, leg) !== "dead") return false;
  leg.note = "A stage before it failed; its money goes back.";
  leg.failureCode = EARLIER_STAGE_FAILED;
  draft.closeOrder(leg, "cancel", leg.note);
  draft.event(leg, "cascade", leg.note);
  bringBack(draft, leg, "skipped");
  return true;
}

/** The agent has its part; asking another one would pay twice for the same work. */
function isSplit(draft: RunDraft, leg: LegDraft): boolean {
  leg.failureCode = DISPUTED;
  noteJob(draft, leg, "failed");
  Object.assign(leg, { failureCode: ESCROW_SPLIT, note: "The platform split its money after a dispute." });
  draft.closeOrder(leg, "reject", "The platform split the money");
  draft.event(leg, "split", leg.note ?? "");
  endLeg(draft, leg, "failed");
  return true;
}

/** The worker has the order: its result, its end, or the end of its time. */
export function stepWorking(draft: RunDraft, leg: LegDraft, judge: JudgeOutput): boolean {
  const { order } = leg;
  if (order?.state === "returned") return judgeResult(draft, leg, judge);
  if (order && (order.state === "expired" || order.state === "cancelled")) {
    failAttempt(draft, leg, "NOT_DELIVERED", `${order.closedNote ?? "The order ended without a result"}.`.replace(/\.+$/, "."));
    return true;
  }
  if (leg.dueAt === null || leg.dueAt > draft.now) return false;
  failAttempt(draft, leg, "TIMED_OUT", `No accepted result within ${leg.plan.terms.workMinutes} minutes.`);
  return true;
}

function judgeResult(draft: RunDraft, leg: LegDraft, judge: JudgeOutput): boolean {
  const result = leg.order?.result ?? null;
  const verdict = judge({ result, input: leg.plan.terms.input ?? draft.run.input, validators: leg.plan.terms.validators });
  if (verdict.faults.length > 0) {
    const [first] = verdict.faults;
    reviseOrFail(draft, leg, verdict.faults, `The result did not pass: ${first?.path ? `${first.path} ` : ""}${first?.message ?? ""}.`);
    return true;
  }
  leg.state = "judging";
  leg.dueAt = null;
  leg.judgeState = verdict.asksJudge.length > 0 ? "wanted" : null;
  leg.reviewState = leg.judgeState === null && verdict.asksPerson.length > 0 ? "wanted" : null;
  return true;
}

/** A result that the machine let pass: the judge's word, then a person's, then it is accepted. */
export function stepJudging(draft: RunDraft, leg: LegDraft): boolean {
  if (leg.judgeState === "rejected") {
    const why = leg.judgeNote ?? "The judge did not accept it.";
    reviseOrFail(draft, leg, [{ path: "", message: why }], `The judge did not accept it: ${why}`);
    return true;
  }
  if (leg.reviewState === "revise" || leg.reviewState === "rejected") {
    const why = leg.reviewNote ?? "A person did not accept it.";
    if (leg.reviewState === "revise") reviseOrFail(draft, leg, [{ path: "", message: why }], why);
    else failAttempt(draft, leg, "REJECTED", why);
    return true;
  }
  if (leg.judgeState === "wanted" || leg.reviewState === "wanted") return false;
  const asksPerson = leg.plan.terms.validators.some(({ kind }) => kind === "human");
  if (asksPerson && leg.reviewState === null) {
    leg.reviewState = "wanted";
    return true;
  }
  return isFirstOfItsRace(draft, leg) && accept(draft, leg);
}

/** Of those that could be accepted now, the earliest result; nobody while another one was accepted. */
function isFirstOfItsRace(draft: RunDraft, leg: LegDraft): boolean {
  if (leg.plan.race === null) return true;
  const rivals = draft.node(leg.plan.nodeKey).filter((other) => other !== leg);
  if (rivals.some((other) => ["accepted", "releasing", "paid"].includes(other.state))) return false;
  // One whose result is here and was not looked at yet may be the earlier one: it is judged in this same decision.
  if (rivals.some((other) => other.state === "working" && other.order?.state === "returned")) return false;
  const ready = rivals.filter((other) => other.state === "judging" && other.judgeState !== "wanted" && other.reviewState !== "wanted");
  return ready.every((other) => isBefore(leg, other));
}

function isBefore(leg: LegDraft, other: LegDraft): boolean {
  const [at, otherAt] = [leg.order?.returnedAt ?? 0, other.order?.returnedAt ?? 0];
  return at === otherAt ? leg.plan.position < other.plan.position : at < otherAt;
}

function accept(draft: RunDraft, leg: LegDraft): boolean {
  leg.state = "accepted";
  leg.output = leg.order?.result ?? null;
  leg.hasOutput = true;
  leg.releaseAt = addMs(draft.now, leg.plan.terms.disputeMinutes * MINUTE_MS);
  draft.event(leg, "accepted", leg.plan.terms.disputeMinutes > 0 ? `Accepted; paid after a dispute window of ${leg.plan.terms.disputeMinutes} minutes.` : "Accepted.");
  for (const other of leg.plan.race === null ? [] : draft.node(leg.plan.nodeKey)) if (other !== leg) lose(draft, other);
  return true;
}

/** Another one was first: its money comes back where the platform can do that. */
function lose(draft: RunDraft, leg: LegDraft): void {
  if (["paid", "failed", "defaulted", "skipped", "lost", "stopped", "returning"].includes(leg.state)) {
    if (leg.state === "returning" && leg.afterReturn !== "stopped") leg.afterReturn = "lost";
    return;
  }
  draft.closeOrder(leg, "cancel", "Another worker's result was accepted first");
  leg.note = "Another worker's result was accepted first.";
  bringBack(draft, leg, "lost");
}

/** Accepted: its money waits for the dispute window, for later stages, and for the payee's completed. */
export function stepAccepted(draft: RunDraft, leg: LegDraft): boolean {
  const later = leg.plan.releaseAfter.map((key) => draft.leg(key));
  if (leg.part === null && later.some(isDead)) {
    leg.note = "A later stage failed, so this one is not paid.";
    leg.failureCode = LATER_STAGE_FAILED;
    draft.event(leg, "cascade", leg.note);
    draft.closeOrder(leg, "cancel", leg.note);
    bringBack(draft, leg, "failed");
    return true;
  }
  const isFree = leg.part !== null || later.every(({ state }) => state === "paid" || state === "defaulted");
  if (!isFree || leg.releaseAt === null || leg.releaseAt > draft.now) return false;
  if (draft.run.canComplete && leg.completeState === null && leg.part === null && leg.escrow?.state === "locked") return false;
  leg.state = "releasing";
  return true;
}

export function paid(draft: RunDraft, leg: LegDraft): boolean {
  if (leg.part !== null) {
    draft.event(leg, "part_paid", "A part was paid for work that failed.");
    endLeg(draft, leg, "failed");
    return true;
  }
  if (!leg.hasOutput) Object.assign(leg, { output: leg.order?.result ?? null, hasOutput: true });
  if (leg.order?.state === "returned") draft.closeOrder(leg, "accept", "The payer released the money");
  else draft.closeOrder(leg, "cancel", "The payer released the money without a result");
  noteJob(draft, leg, "done");
  Object.assign(leg, { reviewState: leg.reviewState === "wanted" ? null : leg.reviewState, afterReturn: null, failureCode: null, note: null });
  draft.event(leg, "paid", "Paid.");
  endLeg(draft, leg, "paid");
  for (const other of leg.plan.race === null ? [] : draft.node(leg.plan.nodeKey)) if (other !== leg) lose(draft, other);
  return true;
}

/** Money on its way back: it is there, or somebody released it after all. */
export function stepReturning(draft: RunDraft, leg: LegDraft): boolean {
  const { escrow } = leg;
  if (escrow?.isBusy) return false;
  if (escrow?.state === "released") return paid(draft, leg);
  if (escrow?.state === "split") return isSplit(draft, leg);
  if (escrow !== null && !["refunded", "cancelled"].includes(escrow.state)) return false;
  settleReturn(draft, leg);
  return true;
}
