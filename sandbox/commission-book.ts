import { type Usdc, usdc, ZERO } from "@/lib/core/money";
import { DAY_MS, type EpochMs, toEpochMs } from "@/lib/core/time";
import type { Posting } from "./ledger";

interface Earned {
  total: Usdc;
  readonly byProduct: Map<string, Usdc>;
  readonly byAgent: Map<string, Usdc>;
  /** Running totals in order of time, so that the last 30 days are one search away. */
  readonly steps: { readonly at: EpochMs; readonly total: Usdc }[];
}

/** Referrer, total, by product, by agent, running totals: amounts as decimal text. */
export type EarnedRecord = readonly [
  string, string, readonly (readonly [string, string])[], readonly (readonly [string, string])[], readonly (readonly [number, string])[],
];

/** What every referrer earned: derived from the postings, so the journal does not hold it twice. */
export class CommissionBook {
  private readonly earned = new Map<string, Earned>();

  note(posting: Posting): void {
    for (const commission of posting.commissions ?? []) {
      const earned = this.of(commission.referrerId);
      earned.total = usdc(earned.total + commission.amountMicros);
      raise(earned.byProduct, commission.product, commission.amountMicros);
      raise(earned.byAgent, commission.fromId, commission.amountMicros);
      raise(earned.byAgent, `${commission.fromId}\u0000${commission.product}`, commission.amountMicros);
      earned.steps.push({ at: posting.at, total: earned.total });
    }
  }

  total(referrerId: string): Usdc {
    return this.earned.get(referrerId)?.total ?? ZERO;
  }

  byProduct(referrerId: string): ReadonlyMap<string, Usdc> {
    return this.earned.get(referrerId)?.byProduct ?? new Map<string, Usdc>();
  }

  /** What came through one agent: from all products, or from the one that is named. */
  from(referrerId: string, agentId: string, product: string | null = null): Usdc {
    const key = product === null ? agentId : `${agentId}\u0000${product}`;
    return this.earned.get(referrerId)?.byAgent.get(key) ?? ZERO;
  }

  last30Days(referrerId: string, now: EpochMs): Usdc {
    const steps = this.earned.get(referrerId)?.steps ?? [];
    let low = 0;
    let high = steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((steps[middle]?.at ?? 0) <= now - 30 * DAY_MS) low = middle + 1;
      else high = middle;
    }
    return usdc(this.total(referrerId) - (steps[low - 1]?.total ?? ZERO));
  }

  /** What a snapshot keeps of it: one record for each referrer. */
  *dump(): Iterable<EarnedRecord> {
    for (const [referrerId, { total, byProduct, byAgent, steps }] of this.earned) {
      yield [referrerId, total.toString(), plain(byProduct), plain(byAgent), steps.map((step) => [step.at, step.total.toString()])];
    }
  }

  load([referrerId, total, byProduct, byAgent, steps]: EarnedRecord): void {
    this.earned.set(referrerId, {
      total: usdc(BigInt(total)), byProduct: revived(byProduct), byAgent: revived(byAgent),
      steps: steps.map(([at, sum]) => ({ at: toEpochMs(at), total: usdc(BigInt(sum)) })),
    });
  }

  clear(): void {
    this.earned.clear();
  }

  private of(referrerId: string): Earned {
    const found = this.earned.get(referrerId);
    if (found) return found;
    const made: Earned = { total: ZERO, byProduct: new Map(), byAgent: new Map(), steps: [] };
    this.earned.set(referrerId, made);
    return made;
  }
}

function plain(sums: ReadonlyMap<string, Usdc>): (readonly [string, string])[] {
  return Array.from(sums, ([key, amount]) => [key, amount.toString()] as const);
}

function revived(pairs: readonly (readonly [string, string])[]): Map<string, Usdc> {
  return new Map(pairs.map(([key, amount]) => [key, usdc(BigInt(amount))]));
}

function raise(sums: Map<string, Usdc>, key: string, amount: Usdc): void {
  sums.set(key, usdc((sums.get(key) ?? ZERO) + amount));
}
