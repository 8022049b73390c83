import { invariant } from "@/lib/core/invariant";
import { add, portion, subtract, type Usdc, ZERO } from "@/lib/core/money";
import { ESCROW_FEE, ESCROW_REFERRAL_SHARE } from "./rates";
import type { Dialect } from "./states";

/** The figures of one escrow that ends with a fee. `net` is what is left, `house` is the platform's part of the fee. */
export interface Settlement {
  readonly amount: Usdc;
  readonly fee: Usdc;
  readonly referral: Usdc;
  readonly net: Usdc;
  readonly house: Usdc;
}

/** Who has what in the end, and what stays locked. The five parts sum to the amount. */
export interface MoneyOutcome {
  readonly payer: Usdc;
  readonly payee: Usdc;
  readonly referrer: Usdc;
  readonly house: Usdc;
  readonly held: Usdc;
}

export type EscrowEnding = "release" | "cancel" | "timeout" | "dispute";

export interface EscrowTerms {
  readonly amount: Usdc;
  /** The dialect that created the escrow: its fee and time-out rules go with it. */
  readonly dialect: Dialect;
  /** False when nobody earns the share: then the house keeps the whole fee. */
  readonly hasReferrer: boolean;
}

/**
 * Fee and share are computed once, half-even to six decimals, the rest is by subtraction.
 * Units: micro-USDC. Invariant: net + referral + house = amount.
 * Source: transcript sections 3 to 5, 2026-11-20: 10.00 gives 9.90, 0.10 and 0.015; 0.333333 gives a fee of 0.003333.
 */
export function settle(amount: Usdc, hasReferrer: boolean): Settlement {
  invariant(amount >= 0n, "an escrow holds no negative amount");
  const fee = portion(amount, ESCROW_FEE.rate, "half-even");
  const referral = hasReferrer ? portion(fee, ESCROW_REFERRAL_SHARE.rate, "half-even") : ZERO;
  const net = subtract(amount, fee);
  const house = subtract(fee, referral);
  invariant(add(net, referral, house) === amount, "an escrow's parts sum to its amount");
  return { amount, fee, referral, net, house };
}

/**
 * Who gets what when the escrow ends this way. A dispute moves nothing: the whole amount stays locked.
 * Source for the time-out: `live` and `market` keep the fee and pay the share even then (transcript section 6:
 * 20.00 comes back as 19.80, share 0.03); seed 001 gives the money back in full; a cancel is always in full.
 */
export function outcomeOf(ending: EscrowEnding, terms: EscrowTerms): MoneyOutcome {
  const { amount, fee, net, referral, house } = settle(terms.amount, terms.hasReferrer);
  const none = { payer: ZERO, payee: ZERO, referrer: ZERO, house: ZERO, held: ZERO };
  switch (ending) {
    case "release":
      return conserved({ ...none, payee: net, referrer: referral, house }, amount);
    case "cancel":
      return conserved({ ...none, payer: amount }, amount);
    case "dispute":
      return conserved({ ...none, held: amount }, amount);
    case "timeout":
      return keepsFeeOnTimeout(terms.dialect)
        ? conserved({ ...none, payer: subtract(amount, fee), referrer: referral, house }, amount)
        : conserved({ ...none, payer: amount }, amount);
  }
}

/** True where a time-out costs the payer the fee. */
export function keepsFeeOnTimeout(dialect: Dialect): boolean {
  return dialect === "live" || dialect === "market";
}

function conserved(outcome: MoneyOutcome, amount: Usdc): MoneyOutcome {
  const { payer, payee, referrer, house, held } = outcome;
  invariant(add(payer, payee, referrer, house, held) === amount, "no ending makes or loses money");
  return outcome;
}
