import { fromWire, max, subtract, toDecimal, type Usdc, ZERO } from "../money";
import { fail, ok, type Failure, type Result } from "../result";

/** An amount, or the explicit word that there is none: a missing limit is never taken for unlimited. */
export type Limit = Usdc | "unlimited";

/** What the fleet of one connection may move. 0 means none. */
export interface MoneyPolicy {
  readonly perTransaction: Limit;
  /** Over a rolling 24 hours. */
  readonly per24h: Limit;
  /** Above it a treasurer approves and the person proves himself again. */
  readonly approvalAbove: Limit;
}

/** Written at set-up and shown. */
export const DEFAULT_POLICY: MoneyPolicy = {
  perTransaction: fromWire("250"), per24h: fromWire("1000"), approvalAbove: fromWire("100"),
};

export interface LimitFailure extends Failure<"NO_POLICY" | "LIMIT"> {
  readonly limit: "policy" | "perTransaction" | "per24h";
  /** The most that would have been allowed now. */
  readonly allowed: Usdc;
}

/**
 * May this amount leave now? `used` is what was reserved or spent in the last 24 hours.
 * Errors: `NO_POLICY` without a policy, `LIMIT` with the limit's name and what it allows.
 */
export function checkLimits(
  amount: Usdc, used: Usdc, policy: MoneyPolicy | null,
): Result<{ readonly needsApproval: boolean }, LimitFailure> {
  if (policy === null) {
    const message = "No policy is set, so no money may move. Nothing was sent. An administrator sets it in Settings.";
    return fail({ code: "NO_POLICY", limit: "policy", allowed: ZERO, message });
  }
  if (policy.perTransaction !== "unlimited" && amount > policy.perTransaction) {
    const allowed = policy.perTransaction;
    const message = `The limit is ${toDecimal(allowed)} USDC per transaction. Nothing was sent. Send less, or ask an administrator to raise it.`;
    return fail({ code: "LIMIT", limit: "perTransaction", allowed, message });
  }
  const left = leftIn24h(used, policy);
  if (left !== "unlimited" && amount > left) {
    const message = `${toDecimal(left)} USDC are left of the fleet's limit for 24 hours. Nothing was sent. Send less, or wait.`;
    return fail({ code: "LIMIT", limit: "per24h", allowed: left, message });
  }
  return ok({ needsApproval: policy.approvalAbove !== "unlimited" && amount > policy.approvalAbove });
}

/** What is left of the rolling 24 hours, never below zero. */
export function leftIn24h(used: Usdc, policy: MoneyPolicy): Limit {
  return policy.per24h === "unlimited" ? "unlimited" : max(ZERO, subtract(policy.per24h, used));
}
