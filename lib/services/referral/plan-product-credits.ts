/** One commission that no escrow of ours explains. `agentId` is `null` for an agent outside the fleet. */
export interface ProductCredit {
  readonly agentId: string | null;
  readonly product: string;
  /** Below zero it takes back an earlier one that an escrow has explained since. */
  readonly amountMicros: bigint;
}

interface Gap<K> {
  readonly key: K;
  left: bigint;
}

/**
 * The credits that make our books equal to the platform's, product by product and agent by agent. Where both sides do
 * not sum to the same, an escrow is being settled at this moment and nothing is planned: the next reading will agree.
 * Units: micros. Invariant: the sum by product and the sum by agent are the platform's.
 */
export function planProductCredits(facts: {
  readonly earnedByProduct: ReadonlyMap<string, bigint>;
  readonly bookedByProduct: ReadonlyMap<string, bigint>;
  readonly earnedByAgent: ReadonlyMap<string | null, bigint>;
  readonly bookedByAgent: ReadonlyMap<string | null, bigint>;
}): ProductCredit[] {
  const products = gaps(facts.earnedByProduct, facts.bookedByProduct);
  const agents = gaps(facts.earnedByAgent, facts.bookedByAgent);
  return [...pair(products, agents, 1n), ...pair(products, agents, -1n)];
}

/** Fills the missing side by side; only whose product and whose agent it is must be right, and both are. */
function pair(products: readonly Gap<string>[], agents: readonly Gap<string | null>[], sign: 1n | -1n): ProductCredit[] {
  const rows = ofSign(products, sign);
  const columns = ofSign(agents, sign);
  if (sum(rows) !== sum(columns)) return [];
  const credits: ProductCredit[] = [];
  for (const product of rows) {
    for (const agent of columns) {
      const part = product.left < agent.left ? product.left : agent.left;
      if (part === 0n) continue;
      credits.push({ agentId: agent.key, product: product.key, amountMicros: part * sign });
      product.left -= part;
      agent.left -= part;
    }
  }
  return credits;
}

function ofSign<K>(list: readonly Gap<K>[], sign: bigint): Gap<K>[] {
  return list.filter((gap) => gap.left * sign > 0n).map(({ key, left }) => ({ key, left: left * sign }));
}

function gaps<K>(earned: ReadonlyMap<K, bigint>, booked: ReadonlyMap<K, bigint>): Gap<K>[] {
  const keys = new Set([...earned.keys(), ...booked.keys()]);
  return [...keys].map((key) => ({ key, left: (earned.get(key) ?? 0n) - (booked.get(key) ?? 0n) }));
}

function sum(list: readonly Gap<unknown>[]): bigint {
  return list.reduce((total, gap) => total + gap.left, 0n);
}
