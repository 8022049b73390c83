import { flattenPlan } from "./flatten";
import { findValidatorFault } from "./judge-output";
import type { RunPlan } from "./plan";
import { spansOf } from "./spans";
import { error, type Place, type PlanFacts, type PlanFault, warning, type Work, workPlaces } from "./plan-fault";

const DAY_MINUTES = 24 * 60;

/** The terms of each leg: its checks, its default, and whether its time fits into its escrow's. */
export function findWorkFaults(plan: RunPlan, facts: PlanFacts): readonly PlanFault[] {
  return workPlaces(plan).flatMap((place) => [...findCheckFaults(place, facts), ...findTimeFaults(place), ...findDefaultFaults(place)]);
}

function findCheckFaults({ node, path }: Place<Work>, { conditions }: PlanFacts): PlanFault[] {
  return node.validators.flatMap((validator, index) => {
    const fault = findValidatorFault(validator, conditions);
    return fault === null ? [] : [error("BAD_CHECK", `${path}validators.${index}`, fault)];
  });
}

/** The time-out of the escrow runs from the lock; what is not released by then goes back to the payer. */
function findTimeFaults({ node, path }: Place<Work>): PlanFault[] {
  const { workMinutes, disputeMinutes, revisions, timeoutHours, validators } = node;
  const held = timeoutHours * 60;
  const field = `${path}timeoutHours`;
  const once = workMinutes + disputeMinutes;
  if (once > held) {
    return [error("WORK_TOO_LONG", field, `Work and dispute window take up to ${once} minutes, but the escrow times out after ${held}: it would not be paid. Raise the time-out or allow less time.`)];
  }
  const faults: PlanFault[] = [];
  const withRevisions = once + revisions * workMinutes;
  if (withRevisions > held) {
    faults.push(warning("REVISIONS_TOO_LONG", field, `With ${revisions} revisions the work may take up to ${withRevisions} minutes, and the escrow times out after ${held}. Raise the time-out, or allow fewer revisions.`));
  }
  if (validators.some(({ kind }) => kind === "human") && held - once < DAY_MINUTES) {
    faults.push(warning("PERSON_HURRIED", field, `A person has ${describe(held - once)} to look at the result before the escrow times out. Give it a day or more.`));
  }
  return faults;
}

function findDefaultFaults({ node, path }: Place<Work>): PlanFault[] {
  if (node.isCritical || node.defaultOutput !== null) return [];
  return [warning("NO_DEFAULT", `${path}defaultOutput`, `When ${node.label} fails, what depends on it goes on with nothing in its place. Write a default output, or make it critical.`)];
}

/**
 * Money that is locked early waits for its turn, and money that is released late for its end. Both must end before the
 * escrow does. Counted with everything taking its full time once. Needs a plan without circles.
 */
export function findWaitFaults(plan: RunPlan): readonly PlanFault[] {
  const legs = flattenPlan(plan);
  const paths = workPlaces(plan).flatMap(({ node, path }) => (node.kind === "marketplace" ? node.workers.map((_, index) => (index === 0 ? path : null)) : [path]));
  const spans = spansOf(legs);
  return legs.flatMap((leg, position): PlanFault[] => {
    const path = paths[position];
    const span = spans.get(leg.key);
    if (typeof path !== "string" || !span) return [];
    const end = leg.releaseAfter.reduce((latest, key) => Math.max(latest, spans.get(key)?.end ?? 0), span.end);
    const held = end - (leg.isPrefunded ? 0 : span.lock);
    const limit = leg.terms.timeoutHours * 60;
    if (held <= limit || leg.terms.workMinutes + leg.terms.disputeMinutes > limit) return [];
    const why = leg.isPrefunded ? "is locked before its turn" : "waits for the stages after it";
    return [warning("WAITS_TOO_LONG", `${path}timeoutHours`, `The money of ${leg.label} ${why} and may be held for ${describe(held)}, but its escrow times out after ${describe(limit)}. Raise the time-out${leg.isPrefunded ? ", or lock it when its turn comes" : ""}.`)];
  });
}

function describe(minutes: number): string {
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} hours` : `${hours} hours ${minutes % 60} minutes`;
}
