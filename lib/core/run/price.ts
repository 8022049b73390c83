import { settle } from "../escrow/settlement";
import { add, subtract, type Usdc, ZERO } from "../money";
import type { PlanLeg } from "./flatten";
import { type AccountChange, Ledger } from "./ledger";
import type { RunPlan } from "./plan";
import { capitalCurve, type CapitalCurve, type OwnCapital, ownCapital, planEscrows, type PlannedEscrow, withFunding } from "./price-capital";
import { endingOf, ORCHESTRATOR, type PriceFacts } from "./price-facts";
import { type FailurePoints, failurePoints } from "./price-failures";

/** What a plan costs before it runs. Units: micro-USDC and minutes. */
export interface RunPrice {
  /** The most that leaves the orchestrator: each of its legs once, every worker of a race included. */
  readonly budget: Usdc;
  readonly capital: { readonly planned: CapitalCurve; readonly prefund: CapitalCurve; readonly lazy: CapitalCurve };
  readonly success: SuccessPrice;
  readonly margins: readonly StageMargin[];
  /** Agents that pay others, with what each must hold beforehand. */
  readonly ownCapital: readonly OwnCapital[];
  readonly worst: WorstCase;
  readonly failures: FailurePoints;
  /** Accounts that hold less than they need, as far as balances are known. */
  readonly shortages: readonly Shortage[];
}

/** When all work succeeds. Auctions are counted at their ceiling. */
export interface SuccessPrice {
  /** What the orchestrator pays for work, fees included. */
  readonly paid: Usdc;
  /** Fees of all escrows of the run; the payees bear them. */
  readonly fees: Usdc;
  /** Fees of a race's losers that time out because the platform cannot cancel; the orchestrator bears them. */
  readonly burned: Usdc;
  /** Referral shares that come back to the orchestrator, and those that others earn. */
  readonly referralBack: Usdc;
  readonly referralOfOthers: Usdc;
  /** What the orchestrator is poorer by in the end. */
  readonly netCost: Usdc;
  /** What each account has gained or lost; with `house` they sum to zero. */
  readonly accounts: readonly AccountChange[];
  readonly house: Usdc;
  readonly minutes: number;
}

export interface StageMargin {
  readonly key: string;
  readonly label: string;
  readonly account: string;
  readonly gets: Usdc;
  readonly pays: Usdc;
  /** Before and after the fee. */
  readonly gross: Usdc;
  readonly net: Usdc;
}

/** Fees lost, by who bears them. */
export interface LostFees {
  readonly orchestrator: Usdc;
  readonly agents: Usdc;
}

export interface WorstCase {
  /** Every escrow is locked once and nobody ever acts: what time-outs cost by the platform's rule. */
  readonly nobodyActs: LostFees;
  /** Every agent fails in every attempt: at most this. Nothing where a cancel gives everything back. */
  readonly everythingFails: LostFees;
}

export interface Shortage {
  readonly account: string;
  readonly needs: Usdc;
  readonly holds: Usdc;
}

/** Prices a plan by the rules of its platform. The plan must have passed `checkPlan` without an error in its order. */
export function priceRun(plan: RunPlan, facts: PriceFacts): RunPrice {
  const escrows = planEscrows(plan, facts);
  const curveOf = (funding: "prefund" | "lazy") => capitalCurve(planEscrows(withFunding(plan, funding), facts));
  const planned = capitalCurve(escrows);
  const own = ownCapital(escrows);
  return {
    budget: add(ZERO, ...escrows.filter(({ payer }) => payer === ORCHESTRATOR).map(({ leg }) => leg.amount)),
    capital: { planned, prefund: curveOf("prefund"), lazy: curveOf("lazy") },
    success: priceSuccess(escrows, facts), margins: marginsOf(escrows), ownCapital: own, worst: worstOf(escrows, facts),
    failures: failurePoints(plan, facts), shortages: shortagesOf(planned.peak, own, facts),
  };
}

function priceSuccess(escrows: readonly PlannedEscrow[], facts: PriceFacts): SuccessPrice {
  const ledger = new Ledger(facts);
  for (const escrow of escrows) {
    const priced = { payer: escrow.payer, payee: escrow.payee, amount: escrow.leg.amount };
    ledger.lock(priced);
    ledger.end(priced, escrow.ending);
  }
  const back = ledger.shares.get(ORCHESTRATOR) ?? ZERO;
  return {
    paid: add(ZERO, ...escrows.filter(({ payer, ending }) => payer === ORCHESTRATOR && ending === "release").map(({ leg }) => leg.amount)),
    fees: subtract(ledger.fees, ledger.burned), burned: ledger.burned, referralBack: back, referralOfOthers: subtract(add(ZERO, ...ledger.shares.values()), back),
    netCost: subtract(ZERO, ledger.of(ORCHESTRATOR)), accounts: ledger.all(), house: ledger.house,
    minutes: escrows.reduce((latest, { endsAt }) => Math.max(latest, endsAt), 0),
  };
}

/** What each stage of each pipeline keeps. */
function marginsOf(escrows: readonly PlannedEscrow[]): readonly StageMargin[] {
  const paidBy = new Map<string, PlanLeg>();
  for (const { leg } of escrows) if (leg.payer.kind === "payee_of") paidBy.set(leg.payer.legKey, leg);
  return escrows.filter(({ leg }) => leg.pattern === "pipeline").map(({ leg, payee }): StageMargin => {
    const pays = paidBy.get(leg.key)?.amount ?? ZERO;
    return { key: leg.key, label: leg.label, account: payee, gets: leg.amount, pays, gross: subtract(leg.amount, pays), net: subtract(settle(leg.amount, false).net, pays) };
  });
}

function worstOf(escrows: readonly PlannedEscrow[], facts: PriceFacts): WorstCase {
  const lost = (isOwn: boolean, times: (leg: PlanLeg) => bigint): Usdc => escrows.filter(({ payer }) => (payer === ORCHESTRATOR) === isOwn)
    .reduce<Usdc>((sum, { payer, payee, leg }) => {
      const { payer: back } = endingOf({ payer, payee, amount: leg.amount }, "timeout", facts);
      return (sum + (leg.amount - back) * times(leg)) as Usdc;
    }, ZERO);
  const once = () => 1n;
  const always = ({ candidates, terms }: PlanLeg) => (facts.canCancel ? 0n : BigInt(candidates.length * terms.attempts));
  return { nobodyActs: { orchestrator: lost(true, once), agents: lost(false, once) }, everythingFails: { orchestrator: lost(true, always), agents: lost(false, always) } };
}

function shortagesOf(peak: Usdc, own: readonly OwnCapital[], { balanceOf }: PriceFacts): readonly Shortage[] {
  return [{ account: ORCHESTRATOR, amount: peak }, ...own].flatMap(({ account, amount }) => {
    const holds = balanceOf?.(account) ?? null;
    return holds !== null && holds < amount ? [{ account, needs: amount, holds }] : [];
  });
}
