import type { JsonFault } from "../order/json-value";
import { addMs, MINUTE_MS } from "../time";
import { inputOf, isDead, type LegDraft, type RunDraft } from "./draft";
import { DISPUTED } from "./reasons";
import type { AfterReturn } from "./states";

/** More than this much of the agreed time is an overrun, in hundredths. Source: seed 003, 20 % over. */
const OVERRUN_HUNDREDTHS = 120;

/** Sends work back on the same escrow while revisions are left; else the attempt has failed. */
export function reviseOrFail(draft: RunDraft, leg: LegDraft, faults: readonly JsonFault[], why: string): void {
  if (leg.revision >= leg.plan.terms.revisions) return failAttempt(draft, leg, "NOT_ACCEPTED", why);
  draft.closeOrder(leg, "reject", why);
  leg.revision += 1;
  draft.event(leg, "sent_back", `${why} Revision ${leg.revision} of ${leg.plan.terms.revisions}.`);
  offer(draft, leg, faults);
}

/** Offers the work on the locked escrow, with what was wrong before. */
export function offer(draft: RunDraft, leg: LegDraft, faults: readonly JsonFault[]): void {
  draft.effects.push({ kind: "offer", legKey: leg.plan.key, input: inputOf(draft, leg), feedback: faults });
  Object.assign(leg, {
    state: "working", order: null, dueAt: addMs(draft.now, leg.plan.terms.workMinutes * MINUTE_MS),
    judgeState: null, judgeNote: null, reviewState: null, reviewNote: null, retryAt: null,
  } satisfies Partial<LegDraft>);
}

/** The work was not done, or not well: the attempt ends, and stands in the agent's record once its money is back. */
export function failAttempt(draft: RunDraft, leg: LegDraft, code: string, why: string): void {
  draft.closeOrder(leg, leg.order?.state === "returned" ? "reject" : "expire", why);
  endAttempt(draft, leg, code, why);
}

/** The attempt came to nothing: the money comes back, and then the same agent, the next one, or nobody is asked. */
export function endAttempt(draft: RunDraft, leg: LegDraft, code: string, why: string): void {
  const next = draft.run.state === "stopping" ? null : nextTry(leg);
  forgetPart(leg);
  Object.assign(leg, next ?? {}, { failureCode: code, note: why } satisfies Partial<LegDraft>);
  bringBack(draft, leg, next ? "again" : "failed");
  draft.event(leg, "failed", next ? `${why} ${next.candidateIndex === undefined ? "The same agent is asked once more." : "The next agent is asked."}` : why);
}

/** The agent cannot be paid at all; nothing of it is locked. */
export function skipCandidate(draft: RunDraft, leg: LegDraft, code: string, why: string): void {
  const next = { ...leg, triesLeft: 1 };
  const move = nextTry(next);
  forgetPart(leg);
  Object.assign(leg, move ?? {}, { failureCode: code, note: why } satisfies Partial<LegDraft>);
  draft.event(leg, "refused", move ? `${why} The next agent is asked.` : why);
  bringBack(draft, leg, move ? "again" : "failed");
}

/** Something that no other agent would change: nobody can pay for it any more, or nobody can be asked for it. */
export function giveUp(draft: RunDraft, leg: LegDraft, code: string, why: string): void {
  forgetPart(leg);
  Object.assign(leg, { failureCode: code, note: why } satisfies Partial<LegDraft>);
  draft.event(leg, "failed", why);
  bringBack(draft, leg, "failed");
}

/** A part that could not be paid was not paid: it may be granted again, and to nobody else. */
function forgetPart(leg: LegDraft): void {
  if (leg.part === null) return;
  leg.part = null;
  leg.amount = leg.bids.find(({ agentId }) => agentId === leg.payeeAgentId)?.price ?? leg.plan.amount;
}

function nextTry(leg: LegDraft): Partial<LegDraft> | null {
  if (leg.part !== null) return null;
  if (leg.triesLeft > 1) return { triesLeft: leg.triesLeft - 1 };
  if (leg.candidateIndex + 1 >= leg.candidates.length) return null;
  return { candidateIndex: leg.candidateIndex + 1, triesLeft: leg.plan.terms.attempts };
}

/** Lets go of whatever is locked; what follows is decided when the money is back. In a cancelled run nothing follows. */
export function bringBack(draft: RunDraft, leg: LegDraft, after: AfterReturn): void {
  leg.retryAt = null;
  leg.afterReturn = draft.run.state === "stopping" ? "stopped" : after;
  leg.output = null;
  leg.hasOutput = false;
  leg.reviewState = leg.reviewState === "wanted" ? null : leg.reviewState;
  leg.judgeState = leg.judgeState === "wanted" ? null : leg.judgeState;
  // Whatever is not proven to be back may be locked, or was released by somebody meanwhile.
  if (leg.escrow === null || leg.escrow.state === "refunded" || leg.escrow.state === "cancelled") settleReturn(draft, leg);
  else leg.state = "returning";
}

/** The money is back, or was never gone: the attempt is counted, and the leg goes on to what was decided. */
export function settleReturn(draft: RunDraft, leg: LegDraft): void {
  if (isAgentsFailure(leg)) noteJob(draft, leg, "failed");
  const after = leg.afterReturn ?? "failed";
  leg.afterReturn = null;
  if (after === "again") {
    Object.assign(leg, {
      state: "waiting", escrow: null, order: null, revision: 0, completeState: null, judgeState: null, judgeNote: null, reviewState: null,
      reviewNote: null, dueAt: null, releaseAt: null, payeeAgentId: null,
    } satisfies Partial<LegDraft>);
    return;
  }
  endLeg(draft, leg, after);
}

/** A leg that is not critical is replaced by its default output, so that what depends on it goes on. */
export function endLeg(draft: RunDraft, leg: LegDraft, as: Exclude<AfterReturn, "again"> | "paid"): void {
  const isReplaced = ["failed", "skipped", "lost"].includes(as) && !leg.plan.terms.isCritical && leg.part === null && isLastOfItsRace(draft, leg);
  leg.finishedAt = draft.now;
  leg.retryAt = null;
  leg.dueAt = null;
  leg.state = isReplaced ? "defaulted" : as;
  if (!isReplaced) return;
  leg.output = leg.plan.terms.defaultOutput;
  leg.hasOutput = true;
  draft.event(leg, "defaulted", "Its default output goes on in its place.");
}

/** A race fails with its last one only, also when that one had lost to somebody whose money then went back. */
function isLastOfItsRace(draft: RunDraft, leg: LegDraft): boolean {
  return leg.plan.race === null || draft.node(leg.plan.nodeKey).every((other) => other === leg || isDead(other));
}

/**
 * An order that ran out or was sent back for good, and a dispute that the platform decided against the payee. Whoever was
 * told to stop, or delivered what then was not paid in time, has failed nothing.
 */
function isAgentsFailure({ order, failureCode }: LegDraft): boolean {
  return failureCode === DISPUTED || order?.state === "expired" || order?.state === "rejected";
}

/**
 * Counts an attempt for the agent's record. The one rule: it counts once, when its money is settled; what was paid is done,
 * whoever released it and however late.
 */
export function noteJob(draft: RunDraft, leg: LegDraft, ended: "done" | "failed"): void {
  const agentId = leg.payeeAgentId;
  if (agentId === null || leg.order === null || leg.part !== null) return;
  draft.effects.push({
    kind: "job", agentId, ended, isOverrun: ended === "done" && isOverrun(leg), revisions: leg.revision, isDisputed: leg.failureCode === DISPUTED || leg.escrow?.refundCause === "dispute",
  });
}

/** The time that others took to look at it is not the agent's. */
function isOverrun(leg: LegDraft): boolean {
  const agreed = leg.bids.find((bid) => bid.agentId === leg.payeeAgentId)?.minutes ?? null;
  if (agreed === null || !leg.order || leg.order.returnedAt === null) return false;
  return (leg.order.earlierMs + leg.order.returnedAt - leg.order.offeredAt) * 100 > agreed * MINUTE_MS * OVERRUN_HUNDREDTHS;
}
