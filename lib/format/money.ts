import { divide, toDecimal, usdc, type Rounding, type Usdc } from "@/lib/core/money";

const CENT = 10_000n;

/** `list` shows two decimals, `detail` two to six without trailing zeros. */
export type MoneyForm = "list" | "detail";

/** An amount in words of the screen: thousands by comma, a true minus, `<0.01` for a non-zero below a cent. Units: micros. */
export function formatUsdc(amount: Usdc, form: MoneyForm = "list", rounding: Rounding = "half-even"): string {
  const sign = amount < 0n ? "−" : "";
  return `${sign}${form === "detail" ? detail(absolute(amount)) : list(amount, rounding)}`;
}

/** A gain or delta: `+` when positive, a true minus when negative, no sign on zero. */
export function formatGain(amount: Usdc, form: MoneyForm = "list"): string {
  return `${amount > 0n ? "+" : ""}${formatUsdc(amount, form)}`;
}

/** What is left of a limit: rounds down, so that the screen never promises more than there is. */
export function formatRemaining(amount: Usdc): string {
  return formatUsdc(amount, "list", "down");
}

/** A fee or an amount at risk: rounds away from zero, so that the screen never makes it look smaller. */
export function formatCost(amount: Usdc): string {
  return formatUsdc(amount, "list", amount < 0n ? "down" : "up");
}

function list(amount: Usdc, rounding: Rounding): string {
  const size = absolute(amount);
  if (size > 0n && size < CENT) return "<0.01";
  return detail(absolute(usdc(divide(amount, CENT, rounding) * CENT)));
}

function detail(size: Usdc): string {
  const [whole = "0", fraction = ""] = toDecimal(size).split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${fraction.padEnd(2, "0")}`;
}

function absolute(amount: Usdc): Usdc {
  return usdc(amount < 0n ? -amount : amount);
}
