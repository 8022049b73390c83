/** One commission that no escrow of ours explains. `agentId` is `null` for an agent outside the fleet. */
export interface ProductCredit {
  readonly agentId: string | null;
  readonly product: string;
  readonly amountMicros: bigint;
}

interface Gap<K> {
  readonly key: K;
  left: bigint;
}

/**
 * The credits that make our books equal to the platform's, product by product and agent by agent. Escrow commission is
 * left out: the escrow that earned it records it. Where both sides do not sum to the same, an escrow is being settled
 * at this moment and nothing is planned: the next reading will agree.
 * Units: micros. Invariant: the sum by product and the sum by agent are the platform's.
 */
export function planProductCredits(facts: {
  readonly earnedByProduct: ReadonlyMap<string, bigint>;
  readonly bookedByProduct: ReadonlyMap<string, bigint>;
  readonly earnedByAgent: ReadonlyMap<string | null, bigint>;
  readonly bookedByAgent: ReadonlyMap<string | null, bigint>;
}): ProductCredit[] {
  const products = gaps(facts.earnedByProduct, facts.bookedByProduct).filter((gap) => gap.key !== "escrow");
  const agents = gaps(facts.earnedByAgent, facts.bookedByAgent);
  if (products.length === 0 || sum(products) !== sum(agents)) return [];
  if (products.some((gap) => gap.left < 0n) || agents.some((gap) => gap.left < 0n)) return [];
  const credits: ProductCredit[] = [];
  for (const product of products) {
    for (const agent of agents) {
      const part = product.left < agent.left ? product.left : agent.left;
      if (part === 0n) continue;
      credits.push({ agentId: agent.key, product: product.key, amountMicros: part });
      product.left -= part;
      agent.left -= part;
    }
  }
  return credits;
}

function gaps<K>(earned: ReadonlyMap<K, bigint>, booked: ReadonlyMap<K, bigint>): Gap<K>[] {
  return [...earned].map(([key, amount]) => ({ key, left: amount - (booked.get(key) ?? 0n) })).filter((gap) => gap.left !== 0n);
}

function sum(list: readonly Gap<unknown>[]): bigint {
  return list.reduce((total, gap) => total + gap.left, 0n);
}
