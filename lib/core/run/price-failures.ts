import type { Usdc } from "../money";
import type { AccountChange } from "./ledger";
import { flattenPlan, type PlanLeg } from "./flatten";
import type { RunPlan } from "./plan";
import { ORCHESTRATOR, type PriceFacts } from "./price-facts";
import { simulate, type Simulated } from "./simulate";
import type { LegSnapshot } from "./snapshot";

/**
 * What a failure does to a leg. `failed`: it is the one, and its money is back. `defaulted`: a default goes on in its place.
 * `cancelled`: it was locked, and its money went back. `skipped`: it was never funded. `unaffected`: as without the failure.
 */
export type FailureEffect = "failed" | "defaulted" | "cancelled" | "skipped" | "unaffected";

export interface LegEffect {
  readonly key: string;
  readonly label: string;
  readonly effect: FailureEffect;
  /** Its worker had begun and is told to stop. */
  readonly isToldToStop: boolean;
}

/** What is left when a leg fails for good: whoever is asked, however often. */
export interface FailurePoint {
  /** The leg, or all legs of a race. */
  readonly keys: readonly string[];
  readonly label: string;
  /** Whether the run still comes to its end. */
  readonly runEnds: "done" | "failed";
  /** Until the last money is back, when the others take half of their time. */
  readonly minutes: number;
  readonly effects: readonly LegEffect[];
  /** What each account has gained or lost, the orchestrator first; who comes out even is left out. With `house` they sum to zero. */
  readonly accounts: readonly AccountChange[];
  readonly house: Usdc;
  /** Fees that bought nothing. */
  readonly burned: Usdc;
}

export interface FailurePoints {
  readonly points: readonly FailurePoint[];
  /** Points of a large plan that were left out. */
  readonly omitted: number;
}

/** A dry run answers while somebody types. */
const EFFORT_MAX = 100_000;
const LEGS_MAX = 200;

/** Every leg's failure, each played with the engine itself. */
export function failurePoints(plan: RunPlan, facts: PriceFacts): FailurePoints {
  const legs = flattenPlan(plan);
  const groups = groupRaces(legs);
  const points: FailurePoint[] = [];
  let effort = 0;
  for (const group of legs.length > LEGS_MAX ? [] : groups) {
    if (effort > EFFORT_MAX) break;
    const keys = group.map(({ key }) => key);
    const played = simulate(plan, new Set(keys), facts);
    effort += played.effort;
    points.push(toPoint(group, played));
  }
  return { points, omitted: groups.length - points.length };
}

/** A race fails when all of it fails; anything else fails alone. */
function groupRaces(legs: readonly PlanLeg[]): readonly (readonly PlanLeg[])[] {
  const groups = new Map<string, PlanLeg[]>();
  for (const leg of legs) {
    const name = leg.race === null ? leg.key : `race ${leg.race}`;
    groups.set(name, [...(groups.get(name) ?? []), leg]);
  }
  return [...groups.values()];
}

function toPoint(group: readonly PlanLeg[], played: Simulated): FailurePoint {
  const keys = group.map(({ key }) => key);
  const label = group.length > 1 ? `All workers of ${group[0]?.nodeKey ?? ""}` : group[0]?.label ?? "";
  const touched = played.ledger.all().filter(({ account, change }) => account === ORCHESTRATOR || change !== 0n);
  const accounts = touched.sort((left, right) => Number(right.account === ORCHESTRATOR) - Number(left.account === ORCHESTRATOR));
  return {
    keys, label, runEnds: played.state === "done" ? "done" : "failed", minutes: played.minutes, accounts, house: played.ledger.house, burned: played.ledger.burned,
    effects: played.legs.map((leg) => ({ key: leg.plan.key, label: leg.plan.label, effect: effectOn(leg, keys, played), isToldToStop: played.toldToStop.has(leg.plan.key) && !keys.includes(leg.plan.key) })),
  };
}

function effectOn({ plan, state }: LegSnapshot, failing: readonly string[], { locked }: Simulated): FailureEffect {
  if (state === "defaulted") return "defaulted";
  if (state === "paid" || state === "lost") return "unaffected";
  if (failing.includes(plan.key)) return "failed";
  return locked.has(plan.key) ? "cancelled" : "skipped";
}
