import type { PlanLeg } from "./flatten";

/** Minutes from the start of a run, when everything takes its full time once. */
export interface Span {
  /** When its own turn has come and, in an auction, the bids are in. */
  readonly lock: number;
  /** When its work and its dispute window are over. */
  readonly end: number;
}

/** When each leg has its turn and its end. Needs legs that do not wait for each other in a circle. */
export function spansOf(legs: readonly PlanLeg[]): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  const byKey = new Map(legs.map((leg) => [leg.key, leg]));
  const byNode = new Map<string, PlanLeg[]>();
  for (const leg of legs) byNode.set(leg.nodeKey, [...(byNode.get(leg.nodeKey) ?? []), leg]);
  const spanOf = (leg: PlanLeg): Span => {
    const known = spans.get(leg.key);
    if (known) return known;
    const previous = leg.previousLeg === null || leg.isIndependent ? undefined : byKey.get(leg.previousLeg);
    const before = [...leg.terms.dependsOn.flatMap((key) => byNode.get(key) ?? []), ...(previous ? [previous] : [])];
    const turn = before.reduce((latest, other) => Math.max(latest, spanOf(other).end), 0);
    const lock = turn + (leg.auction?.bidMinutes ?? 0);
    const span = { lock, end: lock + leg.terms.workMinutes + leg.terms.disputeMinutes };
    spans.set(leg.key, span);
    return span;
  };
  for (const leg of legs) spanOf(leg);
  return spans;
}
