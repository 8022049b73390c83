import { flattenPlan, nodesOf, type PlanLeg } from "@/lib/core/run/flatten";
import type { RunPlan, SpokeNode } from "@/lib/core/run/plan";
import { runPlanSchema } from "@/lib/schemas/run-plan";

/** The stored plan of a run, or `null` when this console cannot read it any more. */
export function readPlan(stored: unknown): RunPlan | null {
  const parsed = runPlanSchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

/** The legs of a stored plan by key; empty when it cannot be read. */
export function readLegPlans(stored: unknown): ReadonlyMap<string, PlanLeg> {
  const plan = readPlan(stored);
  return new Map((plan ? flattenPlan(plan) : []).map((leg) => [leg.key, leg]));
}

/** The nodes of a plan by key, for the names of groups. */
export function nodesByKey(plan: RunPlan | null): ReadonlyMap<string, SpokeNode> {
  return new Map((plan ? nodesOf(plan) : []).map((node) => [node.key, node]));
}
