import { bps, portion, subtract, type Usdc, ZERO } from "@/lib/core/money";
import type { Dialect } from "./rows";

/** 1 % of the amount (published code, seeds 001 to 004). */
const FEE = bps(100);
/** 15 % of the fee (published code, seeds 001, 003, 004). */
const REFERRAL = bps(1_500);

/** Fees and shares are rounded to six decimals, half to even. */
export function escrowFee(amount: Usdc): Usdc {
  return portion(amount, FEE, "half-even");
}

export interface Settlement {
  readonly toPayee: Usdc;
  readonly toPayer: Usdc;
  readonly fee: Usdc;
  readonly referral: Usdc;
}

/** A release pays the payee the amount less the fee; the referrer's share comes out of the fee. */
export function releaseSettlement(amount: Usdc, fee: Usdc, hasReferrer: boolean): Settlement {
  return { toPayee: subtract(amount, fee), toPayer: ZERO, fee, referral: referralOf(fee, hasReferrer) };
}

/** A timeout on `live` and `market` keeps the fee and pays its referrer; elsewhere the payer gets everything back. */
export function timeoutSettlement(dialect: Dialect, amount: Usdc, fee: Usdc, hasReferrer: boolean): Settlement {
  const keepsFee = dialect === "live" || dialect === "market";
  if (!keepsFee) return cancelSettlement(amount);
  return { toPayee: ZERO, toPayer: subtract(amount, fee), fee, referral: referralOf(fee, hasReferrer) };
}

/** A cancelled escrow costs nothing. */
export function cancelSettlement(amount: Usdc): Settlement {
  return { toPayee: ZERO, toPayer: amount, fee: ZERO, referral: ZERO };
}

function referralOf(fee: Usdc, hasReferrer: boolean): Usdc {
  return hasReferrer ? portion(fee, REFERRAL, "half-even") : ZERO;
}
