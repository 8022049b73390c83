import { type MoneyOutcome, outcomeOf, type EscrowEnding } from "../escrow/settlement";
import { referralBasis } from "../escrow/rates";
import type { Dialect } from "../escrow/states";
import type { Usdc } from "../money";

/** The orchestrator's place among the accounts of a price. No agent has a name with this sign in front. */
export const ORCHESTRATOR = "@orchestrator";

/** What a dry run has to know besides the plan. Agents are named as in the plan. */
export interface PriceFacts {
  /** The dialect that creates the escrows: fee, time-out and referral go by it. */
  readonly dialect: Dialect;
  readonly canCancel: boolean;
  /** Who earns the referral share of an account's escrows: an account, `ORCHESTRATOR`, or nobody. */
  readonly referrerOf: (account: string) => string | null;
  /** What an account holds now; `null` where nobody can say. */
  readonly balanceOf?: (account: string) => Usdc | null;
}

/** One escrow of a dry run. */
export interface PricedEscrow {
  readonly payer: string;
  readonly payee: string;
  readonly amount: Usdc;
}

/** Who earns the share of this escrow's fee, by the dialect's rule. */
export function referrerOf({ payer, payee }: PricedEscrow, facts: PriceFacts): string | null {
  return facts.referrerOf(referralBasis(facts.dialect) === "payee" ? payee : payer);
}

/** Who gets what of an escrow. Invariant: the parts sum to its amount. */
export function endingOf(escrow: PricedEscrow, ending: EscrowEnding, facts: PriceFacts): MoneyOutcome {
  return outcomeOf(ending, { amount: escrow.amount, dialect: facts.dialect, hasReferrer: referrerOf(escrow, facts) !== null });
}
