import { addMs, MINUTE_MS, SECOND_MS } from "../time";
import type { LegDraft, RunDraft } from "./draft";
import { lockRefused } from "./leg-starts";
import { isWorthRepeating, repeatAt } from "./refusals";
import type { StepRefusal, StepResult } from "./snapshot";

/** How long a judge that does not answer is asked; then a person decides. */
const JUDGE_PATIENCE_MS = 10 * MINUTE_MS;
const JUDGE_AGAIN_MS = 15 * SECOND_MS;

/** Writes what the calls of the last turn came to. A result of an earlier attempt says nothing about this one. */
export function applyResults(draft: RunDraft, results: readonly StepResult[]): void {
  for (const result of results) {
    const leg = draft.leg(result.legKey);
    if (leg.attempt !== result.attempt || leg.revision !== result.revision) continue;
    if (result.verb === "judge") judged(draft, leg, result);
    else if (result.verb === "complete") leg.completeState = completed(draft, leg, result.refusal);
    else if (result.refusal) refused(draft, leg, result, result.refusal);
  }
}

/** Money can be released without the payee's word; a refusal of it is noted and stops nothing. */
function completed(draft: RunDraft, leg: LegDraft, refusal: StepRefusal | null): LegDraft["completeState"] {
  if (!refusal) return "sent";
  if (isWorthRepeating(refusal)) {
    leg.retryAt = repeatAt(refusal, leg.releaseAt, draft.now);
    return null;
  }
  draft.event(leg, "completed_refused", refusal.message);
  return "refused";
}

function refused(draft: RunDraft, leg: LegDraft, { verb }: StepResult, refusal: StepRefusal): void {
  if (verb === "lock") {
    if (leg.state === "locking") lockRefused(draft, leg, refusal);
    return;
  }
  // Why its money goes back is still the reason, however often the platform refuses to give it back.
  const isReturning = leg.state === "returning";
  const isNews = isReturning ? leg.note !== refusal.message : leg.failureCode !== refusal.code;
  leg.retryAt = repeatAt(refusal, leg.releaseAt, draft.now);
  if (isWorthRepeating(refusal)) return;
  leg.failureCode = isReturning ? leg.failureCode ?? refusal.code : refusal.code;
  leg.note = refusal.message;
  if (isNews) draft.event(leg, "held", refusal.message);
}

function judged(draft: RunDraft, leg: LegDraft, { verdict, refusal }: StepResult): void {
  if (leg.judgeState !== "wanted") return;
  if (verdict) {
    leg.judgeState = verdict.accept ? "accepted" : "rejected";
    leg.judgeNote = verdict.reasons.join(" ") || null;
    leg.retryAt = null;
    draft.event(leg, "judged", verdict.accept ? "The judge accepted it." : `The judge did not accept it. ${leg.judgeNote ?? ""}`.trim());
    return;
  }
  const since = leg.order?.returnedAt ?? draft.now;
  // An address that may not be asked stays one: nobody waits for it.
  if (draft.now - since < JUDGE_PATIENCE_MS && refusal?.code !== "BAD_ADDRESS") {
    leg.retryAt = addMs(draft.now, JUDGE_AGAIN_MS);
    return;
  }
  leg.judgeState = null;
  leg.retryAt = null;
  leg.reviewState = "wanted";
  leg.note = refusal?.message ?? "The judge did not answer.";
  draft.event(leg, "judge_silent", refusal?.code === "BAD_ADDRESS" ? "The judge's address cannot be asked. A person decides." : "The judge did not answer for ten minutes. A person decides.");
}
