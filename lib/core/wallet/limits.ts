import { max, subtract, toDecimal, type Usdc, ZERO } from "../money";
import { fail, ok, type Failure, type Result } from "../result";
import { addMs, DAY_MS, type EpochMs } from "../time";

/** What a child wallet's daily limit is reckoned from. `dailyLimit` `null`: it has none. */
export interface WalletTerms {
  readonly dailyLimit: Usdc | null;
  readonly autoReset: boolean;
  readonly createdAt: EpochMs;
}

/** The spending of a wallet and when it was read; what was spent in an earlier window no longer counts. */
export interface WalletSpending {
  readonly spent: Usdc;
  readonly readAt: EpochMs;
}

/** The number of whole 24-hour windows since the wallet was made; every wallet has windows of its own. */
export function windowOf(createdAt: EpochMs, now: EpochMs): number {
  return Math.max(0, Math.floor((now - createdAt) / DAY_MS));
}

/** When the running window ends, in platform time; `null` when the limit does not reset. */
export function resetsAt({ autoReset, createdAt }: WalletTerms, now: EpochMs): EpochMs | null {
  return autoReset ? addMs(createdAt, (windowOf(createdAt, now) + 1) * DAY_MS) : null;
}

/** What counts as spent now. */
export function spentNow(terms: WalletTerms, spending: WalletSpending, now: EpochMs): Usdc {
  const isOver = terms.autoReset && windowOf(terms.createdAt, now) > windowOf(terms.createdAt, spending.readAt);
  return isOver ? ZERO : spending.spent;
}

/** What the limit leaves, never below zero; `null` without a limit. */
export function leftNow(terms: WalletTerms, spending: WalletSpending, now: EpochMs): Usdc | null {
  return terms.dailyLimit === null ? null : max(ZERO, subtract(terms.dailyLimit, spentNow(terms, spending, now)));
}

/** The part of the limit that is used, in whole percent, for a bar; `null` without a limit. */
export function usedPercent(terms: WalletTerms, spending: WalletSpending, now: EpochMs): number | null {
  if (terms.dailyLimit === null) return null;
  const spent = spentNow(terms, spending, now);
  if (terms.dailyLimit <= 0n) return spent > 0n ? 100 : 0;
  return Number(min100((spent * 100n) / terms.dailyLimit));
}

export interface WalletLimitFailure extends Failure<"WALLET_LIMIT" | "WALLET_BALANCE"> {
  readonly allowed: Usdc;
}

/** May the wallet spend this now? Errors: `WALLET_BALANCE`, `WALLET_LIMIT`, each with what is allowed. */
export function canSpend(
  amount: Usdc, balance: Usdc, terms: WalletTerms, spending: WalletSpending, now: EpochMs,
): Result<{ readonly leftAfter: Usdc | null }, WalletLimitFailure> {
  if (amount > balance) {
    return fail({ code: "WALLET_BALANCE", allowed: balance, message: `The wallet holds ${toDecimal(balance)} USDC.` });
  }
  const left = leftNow(terms, spending, now);
  if (left === null) return ok({ leftAfter: null });
  if (amount > left) {
    return fail({ code: "WALLET_LIMIT", allowed: left, message: `The daily limit leaves ${toDecimal(left)} USDC.` });
  }
  return ok({ leftAfter: subtract(left, amount) });
}

function min100(percent: bigint): bigint {
  return percent > 100n ? 100n : percent;
}
