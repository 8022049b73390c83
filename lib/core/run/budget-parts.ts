import { type Usdc, usdc } from "../money";

/** Sums of what became of a run's money, at the orchestrator's cost. Units: micros. */
export interface RunMoney {
  readonly budget: Usdc;
  readonly released: Usdc;
  readonly locked: Usdc;
  /** Came back, in all attempts together. */
  readonly returned: Usdc;
  /** Fees that the platform kept although nobody was paid. */
  readonly lost: Usdc;
  /** A lock or an ending that nobody can say the outcome of. */
  readonly unknown: Usdc;
}

/** A budget cut into parts that sum to it, save for `over`. */
export interface BudgetParts {
  readonly budget: Usdc;
  readonly released: Usdc;
  readonly locked: Usdc;
  /** Came back and was not locked a second time. */
  readonly returned: Usdc;
  readonly lost: Usdc;
  readonly unknown: Usdc;
  readonly unspent: Usdc;
  /** What came back and was locked again for another attempt: it is in the budget once. */
  readonly lockedAgain: Usdc;
  /** Spent above the budget, by fees of attempts that timed out. */
  readonly over: Usdc;
}

/**
 * Where the budget is. Money that came back counts as returned while the budget has room for it; beyond that it was
 * locked again. Invariant: released + locked + returned + lost + unknown + unspent = budget + over. Units: micros.
 */
export function budgetParts({ budget, released, locked, returned, lost, unknown }: RunMoney): BudgetParts {
  const room = budget - released - locked - lost - unknown;
  const kept = room <= 0n ? 0n : returned < room ? returned : room;
  const unspent = room - kept;
  return {
    budget, released, locked, lost, unknown, returned: usdc(kept), lockedAgain: usdc(returned - kept),
    unspent: usdc(unspent > 0n ? unspent : 0n), over: usdc(unspent < 0n ? -unspent : 0n),
  };
}
