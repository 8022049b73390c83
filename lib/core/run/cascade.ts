/** Legs that one leg's failure reaches, and how many it leaves alone. */
export interface Cascade {
  /** Keys, in the order of the plan. */
  readonly touched: readonly string[];
  readonly untouched: number;
}

/** A leg and what it waits for. */
interface Linked {
  readonly key: string;
  readonly nodeKey: string;
  readonly dependsOn: readonly string[];
  readonly previousLeg: string | null;
  readonly releaseAfter: readonly string[];
}

/**
 * Whatever waits for the leg: its later stages, earlier stages that are paid only after it, and every node that depends
 * on its node, in turn. Rivals of one race are not touched by each other.
 */
export function cascadeOf(legs: readonly Linked[], key: string): Cascade {
  const start = legs.find((leg) => leg.key === key);
  if (!start) return { touched: [], untouched: legs.length };
  const reached = new Set([key]);
  const queue = [start];
  for (const from of queue) {
    for (const leg of legs) {
      if (reached.has(leg.key) || !waitsFor(leg, from)) continue;
      reached.add(leg.key);
      queue.push(leg);
    }
  }
  reached.delete(key);
  return { touched: legs.filter((leg) => reached.has(leg.key)).map((leg) => leg.key), untouched: legs.length - 1 - reached.size };
}

function waitsFor(leg: Linked, from: Linked): boolean {
  return leg.previousLeg === from.key || leg.releaseAfter.includes(from.key) || leg.dependsOn.includes(from.nodeKey);
}
