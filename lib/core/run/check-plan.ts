import { findDependencyFaults, findKeyFaults } from "./check-graph";
import { findMoneyFaults } from "./check-money";
import { findPeopleFaults } from "./check-people";
import { findWaitFaults, findWorkFaults } from "./check-work";
import type { RunPlan } from "./plan";
import type { PlanFacts, PlanFault, PlanFaultCode } from "./plan-fault";

export type { PlanFault } from "./plan-fault";

/** No more than a person reads. */
const FAULTS_MAX = 200;

const NO_ORDER: readonly PlanFaultCode[] = ["CYCLE", "SELF_DEPENDENCY", "DUPLICATE_KEY"];

/**
 * Everything that is to be said about a plan before it starts, errors first. Agents are compared as they are written, so
 * names should be resolved to ids before.
 */
export function checkPlan(plan: RunPlan, facts: PlanFacts): readonly PlanFault[] {
  const faults = [
    ...findKeyFaults(plan), ...findDependencyFaults(plan), ...findPeopleFaults(plan, facts), ...findMoneyFaults(plan), ...findWorkFaults(plan, facts),
  ];
  const all = faults.some(({ code }) => NO_ORDER.includes(code)) ? faults : [...faults, ...findWaitFaults(plan)];
  return errorsFirst(all).slice(0, FAULTS_MAX);
}

/** What keeps a plan from starting stands before what only warns; else in the order given. */
export function errorsFirst<F extends Pick<PlanFault, "severity">>(faults: readonly F[]): F[] {
  return [...faults.filter(({ severity }) => severity === "error"), ...faults.filter(({ severity }) => severity === "warning")];
}
