import { addMs, MINUTE_MS } from "../time";
import { award } from "./award";
import { findInputFault, inputOf, type LegDraft, payerOf, type RunDraft, turnOf } from "./draft";
import { bringBack, endLeg, giveUp, offer, skipCandidate } from "./leg-ends";
import { TIMED_OUT_BEFORE_ITS_TURN } from "./reasons";
import { afterLockRefused, isWorthRepeating, repeatAt } from "./refusals";
import type { StepRefusal } from "./snapshot";

/** A leg whose turn has come, or that is funded before it, asks for bids or for its lock. */
export function stepWaiting(draft: RunDraft, leg: LegDraft): boolean {
  if (leg.retryAt !== null && leg.retryAt > draft.now) return false;
  if (leg.part !== null) return askForLock(draft, leg);
  const turn = turnOf(draft, leg);
  if (turn === "dead") return skip(draft, leg);
  if (turn === "wait" && (!leg.plan.isPrefunded || leg.failureCode === TIMED_OUT_BEFORE_ITS_TURN)) return false;
  const fault = turn === "ready" ? findInputFault(draft, leg) : null;
  if (fault !== null) return refuseInput(draft, leg, fault);
  if (leg.plan.auction && leg.bidsCloseAt === null) return askForBids(draft, leg);
  return askForLock(draft, leg);
}

function refuseInput(draft: RunDraft, leg: LegDraft, fault: string): boolean {
  giveUp(draft, leg, "INPUT_TOO_LARGE", fault);
  return true;
}

function skip(draft: RunDraft, leg: LegDraft): boolean {
  leg.note = "Something that it needs has failed; it was never funded.";
  endLeg(draft, leg, "skipped");
  draft.event(leg, "skipped", leg.note);
  return true;
}

function askForBids(draft: RunDraft, leg: LegDraft): boolean {
  const { auction } = leg.plan;
  if (!auction) return false;
  const closesAt = addMs(draft.now, auction.bidMinutes * MINUTE_MS);
  const input = { ceilingMicros: String(auction.ceiling), work: inputOf(draft, leg), workMinutes: auction.workMinutes };
  leg.state = "bidding";
  leg.startedAt ??= draft.now;
  leg.bidsCloseAt = closesAt;
  leg.bids = [];
  for (const agentId of leg.candidates) draft.effects.push({ kind: "invite", legKey: leg.plan.key, agentId, input, closesAt });
  draft.event(leg, "bidding", `${leg.candidates.length} agents were asked for a bid.`);
  return true;
}

/** Bids are opened when all are in, or when their time is over. */
export function stepBidding(draft: RunDraft, leg: LegDraft): boolean {
  const isOpen = leg.bids.length === 0 || leg.bids.some((bid) => bid.state === "invited");
  if (isOpen && (leg.bidsCloseAt === null || leg.bidsCloseAt > draft.now)) return false;
  if (award(draft, leg)) return askForLock(draft, leg);
  leg.failureCode = "NO_VALID_BID";
  leg.note = "No bid could be taken.";
  draft.event(leg, "failed", leg.note);
  endLeg(draft, leg, "failed");
  return true;
}

function askForLock(draft: RunDraft, leg: LegDraft): boolean {
  const agentId = leg.candidates[leg.candidateIndex];
  if (agentId === undefined) return false;
  const bid = leg.plan.auction ? leg.bids.find((one) => one.agentId === agentId) : undefined;
  Object.assign(leg, {
    state: "locking", attempt: leg.attempt + 1, payeeAgentId: agentId, payerAgentId: payerOf(draft, leg), escrow: null, order: null,
    amount: leg.part ?? bid?.price ?? leg.amount, startedAt: leg.startedAt ?? draft.now, revision: 0, completeState: null, retryAt: null,
  } satisfies Partial<LegDraft>);
  return true;
}

/** The lock's outcome is read from its escrow; a refusal before anything was written comes with the results. */
export function stepLocking(draft: RunDraft, leg: LegDraft): boolean {
  const { escrow } = leg;
  if (!escrow || escrow.isBusy) return false;
  if (escrow.state === "created" || escrow.state === "unrecognised") return false;
  if (escrow.state === "cancelled") {
    lockRefused(draft, leg, escrow.refusal ?? { code: "REFUSED", message: "The lock was refused." });
    return true;
  }
  leg.state = "funded";
  leg.failureCode = null;
  leg.note = null;
  return true;
}

/** Nothing is locked. The wish rests and is made again, or the next agent is asked, or nobody can pay any more. */
export function lockRefused(draft: RunDraft, leg: LegDraft, refusal: StepRefusal): void {
  leg.escrow = null;
  if (draft.run.state === "stopping") return bringBack(draft, leg, "stopped");
  const then = afterLockRefused(refusal);
  if (then === "next") return skipCandidate(draft, leg, refusal.code, refusal.message);
  if (then === "end") return giveUp(draft, leg, refusal.code, refusal.message);
  leg.state = "waiting";
  leg.retryAt = repeatAt(refusal, leg.startedAt, draft.now);
  if (isWorthRepeating(refusal)) {
    Object.assign(leg, { failureCode: null, note: null });
    return;
  }
  if (leg.failureCode !== refusal.code) draft.event(leg, "held", refusal.message);
  leg.failureCode = refusal.code;
  leg.note = refusal.message;
}

/** Funded before its turn: it waits for what it needs, and gives the money back when that will never come. */
export function stepFunded(draft: RunDraft, leg: LegDraft): boolean {
  if (leg.part !== null) {
    leg.state = "accepted";
    leg.releaseAt = draft.now;
    return true;
  }
  const turn = turnOf(draft, leg);
  if (turn === "wait") return false;
  if (turn === "ready") {
    const fault = findInputFault(draft, leg);
    if (fault !== null) return refuseInput(draft, leg, fault);
    offer(draft, leg, []);
    return true;
  }
  leg.note = "Something that it needs has failed; its money goes back.";
  draft.event(leg, "cascade", leg.note);
  bringBack(draft, leg, "skipped");
  return true;
}
