import type { PlanLeg } from "@/lib/core/run/flatten";
import type { ServiceContext } from "../context";
import { readLegPlans } from "./read-leg-plans";

type LegPlans = ReadonlyMap<string, PlanLeg>;

/** A plan never changes once its run has started, and reading one of a thousand legs takes longer than a whole page. */
const LEGS_KEPT_MAX = 10_000;
const kept = new Map<string, LegPlans>();

/** The legs of the plans of these runs, by run and key. Plans that were read lately are not asked for again. */
export async function legsOfPlans({ db }: Pick<ServiceContext, "db">, runIds: readonly string[]): Promise<ReadonlyMap<string, LegPlans>> {
  const wanted = [...new Set(runIds)];
  const found = new Map(wanted.flatMap((id) => {
    const legs = kept.get(id);
    return legs ? [[id, legs] as const] : [];
  }));
  const missing = wanted.filter((id) => !found.has(id));
  const runs = missing.length === 0 ? [] : await db.run.findMany({ where: { id: { in: missing } }, select: { id: true, plan: true } });
  for (const { id, plan } of runs) found.set(id, readLegPlans(plan));
  for (const [id, legs] of found) keep(id, legs);
  return found;
}

/** Behind all others; those that were not asked for the longest go first. */
function keep(runId: string, legs: LegPlans): void {
  kept.delete(runId);
  kept.set(runId, legs);
  let count = [...kept.values()].reduce((sum, { size }) => sum + size, 0);
  for (const [id, { size }] of kept) {
    if (count <= LEGS_KEPT_MAX) return;
    kept.delete(id);
    count -= size;
  }
}
