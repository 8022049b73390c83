import { add, max, type Usdc, ZERO } from "../money";
import type { PlanLeg } from "./flatten";

/** What a plan asks of limits and balances. Units: micros. */
export interface PlanMoney {
  /** Every lock of the plan once: what the limits of a day are asked about. */
  readonly total: Usdc;
  /** The largest lock: what the limit of a transaction and the threshold are asked about. */
  readonly largest: Usdc;
  /** The orchestrator's part of the total, every racer of a marketplace included. */
  readonly budget: Usdc;
  /** The part of the budget that is locked before any turn has come. */
  readonly atStart: Usdc;
}

export function moneyOf(legs: readonly PlanLeg[]): PlanMoney {
  const own = legs.filter(({ payer }) => payer.kind === "orchestrator");
  return {
    total: sumOf(legs), largest: legs.reduce((most, { amount }) => max(most, amount), ZERO), budget: sumOf(own),
    atStart: sumOf(own.filter(({ isPrefunded }) => isPrefunded)),
  };
}

function sumOf(legs: readonly PlanLeg[]): Usdc {
  return add(ZERO, ...legs.map(({ amount }) => amount));
}
