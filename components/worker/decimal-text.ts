import { usdc } from "@/lib/core/money";
import { parseMoney } from "@/lib/core/money-input";
import { formatUsdc } from "@/lib/format/money";

/** Decimal USDC of our JSON as the screen writes it. */
export function decimalText(decimal: string): string {
  const read = parseMoney(decimal.replace("-", ""), { allowZero: true });
  if (!read.ok) return decimal;
  return formatUsdc(usdc(decimal.startsWith("-") ? -read.value : read.value), "detail");
}
