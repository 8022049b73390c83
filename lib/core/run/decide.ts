import { addMs, type EpochMs } from "../time";
import { applyResults } from "./apply-results";
import { isDead, type LegDraft, nodeOutcome, RunDraft } from "./draft";
import { bringBack, endLeg } from "./leg-ends";
import { stepAccepted, stepCascade, stepEndedEscrow, stepJudging, stepReturning, stepWorking } from "./leg-results";
import { stepBidding, stepFunded, stepLocking, stepWaiting } from "./leg-starts";
import type { Decision, Held, JudgeOutput, LegSnapshot, RunSnapshot, StepCommand, StepResult, StepVerb } from "./snapshot";
import { isLegFinal, type RunState } from "./states";

/** An open outcome is looked at again this soon. */
const LOOK_AGAIN_MS = 1_000;
/** A frozen fleet is looked at again this soon. */
const THAW_MS = 5_000;
const FROZEN: Held = { code: "FROZEN", note: "The fleet is frozen: nothing is locked and nothing is paid until somebody unfreezes it." };
const INTERRUPTED = ["working", "judging", "accepted"];
const HELD = ["waiting", "releasing", "returning"];
const ENDS_BY_ITSELF = ["funded", "working", "judging", "accepted", "releasing"];

/**
 * What a run does next: pure, so that the same rows always give the same answer, and a repeat after a crash changes
 * nothing. Steps are taken until none is left; then the calls that are due are named. `results` are what the calls of
 * the last turn came to.
 */
export function decide(run: RunSnapshot, results: readonly StepResult[], judge: JudgeOutput): Decision {
  const draft = new RunDraft(run);
  applyResults(draft, results);
  if (run.state === "stopping") for (const leg of draft.legs) stop(draft, leg);
  for (let isMoving = true; isMoving;) {
    isMoving = false;
    for (const leg of draft.legs) while (step(draft, leg, judge)) isMoving = true;
  }
  const state = stateOf(draft);
  const wished = state === "paused" ? [] : draft.legs.flatMap((leg) => dueCommands(draft, leg));
  const commands = run.isFrozen ? wished.filter(({ verb }) => verb !== "lock" && verb !== "release") : wished;
  const isStopped = commands.length < wished.length;
  const thaw = isStopped ? addMs(run.now, THAW_MS) : null;
  return {
    state, effects: draft.effects, commands, held: isStopped ? FROZEN : heldOf(draft),
    changed: draft.legs.filter((leg, index) => isChanged(leg, run.legs[index])),
    wakeAt: draft.legs.reduce<EpochMs | null>((first, leg) => earlier(first, wakeOf(draft, leg)), thaw),
  };
}

/** The first leg whose wish was refused for something else than its work. */
function heldOf(draft: RunDraft): Held | null {
  const leg = draft.legs.find(({ state, retryAt, failureCode }) => retryAt !== null && failureCode !== null && HELD.includes(state));
  return leg ? { code: leg.failureCode ?? "", note: leg.note ?? "" } : null;
}

/** One step of one leg; true when it went somewhere. While a run is paused only money that is on its way is followed. */
function step(draft: RunDraft, leg: LegDraft, judge: JudgeOutput): boolean {
  const isFollowed = leg.state === "locking" || leg.state === "releasing" || leg.state === "returning";
  if (isLegFinal(leg.state) || (draft.run.state === "paused" && !isFollowed)) return false;
  if (ENDS_BY_ITSELF.includes(leg.state) && stepEndedEscrow(draft, leg)) return true;
  if (INTERRUPTED.includes(leg.state) && stepCascade(draft, leg)) return true;
  switch (leg.state) {
    case "waiting": return stepWaiting(draft, leg);
    case "bidding": return stepBidding(draft, leg);
    case "locking": return stepLocking(draft, leg) && (draft.run.state !== "stopping" || stop(draft, leg));
    case "funded": return stepFunded(draft, leg);
    case "working": return stepWorking(draft, leg, judge);
    case "judging": return stepJudging(draft, leg);
    case "accepted": return stepAccepted(draft, leg);
    case "returning": return stepReturning(draft, leg);
    default: return false;
  }
}

/** A cancelled run lets go of everything but what is being released already. */
function stop(draft: RunDraft, leg: LegDraft): boolean {
  if (isLegFinal(leg.state) || leg.state === "releasing") return true;
  if (leg.state === "returning") {
    leg.afterReturn = "stopped";
    return true;
  }
  if (leg.state === "locking" && leg.escrow !== null && (leg.escrow.isBusy || leg.escrow.state === "created")) return true;
  if (leg.state === "bidding") {
    for (const bid of leg.bids) if (bid.orderId !== null) draft.effects.push({ kind: "close", orderId: bid.orderId, event: "cancel", note: "The run was cancelled" });
  }
  draft.closeOrder(leg, "cancel", "The run was cancelled");
  if (leg.state === "waiting" || leg.state === "bidding") endLeg(draft, leg, "stopped");
  else bringBack(draft, leg, "stopped");
  return true;
}

function stateOf(draft: RunDraft): RunState {
  const { state } = draft.run;
  if (!draft.legs.every((leg) => isLegFinal(leg.state))) return state;
  if (state === "stopping") return "stopped";
  const nodes = new Set(draft.legs.map(({ plan }) => plan.nodeKey));
  return [...nodes].every((key) => nodeOutcome(draft.node(key)) === "done") ? "done" : draft.legs.some(isDead) ? "failed" : "done";
}

function dueCommands(draft: RunDraft, leg: LegDraft): StepCommand[] {
  if (leg.retryAt !== null && leg.retryAt > draft.now) return [];
  const command = (verb: StepVerb): StepCommand[] => [
    { legKey: leg.plan.key, verb, attempt: leg.attempt, revision: leg.revision, round: leg.retryAt ?? 0 },
  ];
  const { escrow } = leg;
  if (leg.state === "locking") return escrow === null ? command("lock") : [];
  if (leg.state === "judging" && leg.judgeState === "wanted") return command("judge");
  if (!escrow || escrow.isBusy || (escrow.state !== "locked" && escrow.state !== "completed")) return [];
  if (leg.state === "releasing") return command("release");
  if (leg.state === "returning") return draft.run.canCancel ? command("cancel") : [];
  const wantsCompleted = leg.completeState === null && draft.run.canComplete && leg.part === null && escrow.state === "locked";
  return wantsCompleted && (leg.state === "judging" || leg.state === "accepted") ? command("complete") : [];
}

/** An escrow that is being changed wakes its run by a signal; the look is for a reply that nobody could write down. */
function wakeOf(draft: RunDraft, leg: LegDraft): EpochMs | null {
  const isOpen = leg.escrow?.isBusy || (leg.state === "locking" && leg.escrow !== null);
  const busy = isOpen && !isLegFinal(leg.state) ? addMs(draft.now, LOOK_AGAIN_MS) : null;
  const times = leg.state === "bidding" ? [leg.bidsCloseAt] : leg.state === "working" ? [leg.dueAt]
    : leg.state === "accepted" ? [leg.releaseAt, leg.retryAt] : isLegFinal(leg.state) ? [] : [leg.retryAt];
  return times.filter((at) => at !== null && at > draft.now).reduce<EpochMs | null>(earlier, busy);
}

function earlier(left: EpochMs | null, right: EpochMs | null): EpochMs | null {
  if (left === null || right === null) return left ?? right;
  return left < right ? left : right;
}

function isChanged(leg: LegDraft, before: LegSnapshot | undefined): boolean {
  return before === undefined || (Object.keys(leg) as (keyof LegSnapshot)[]).some((name) => leg[name] !== before[name]);
}
