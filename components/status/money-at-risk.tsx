import { MICROS_PER_USDC, usdc, type Usdc } from "@/lib/core/money";
import { formatCost } from "@/lib/format/money";
import { cx } from "../ui/cx";

/** What silence costs: 1.00 and up in red, less in amber, none neutral. Never without its words. */
export function MoneyAtRisk({ amount, words = "you lose" }: { amount: Usdc; words?: "you lose" | "at risk" }) {
  const tone = amount >= MICROS_PER_USDC ? "text-bad" : amount > 0n ? "text-warn" : "text-ink3";
  return (
    <span className="inline-flex flex-col items-end">
      <span className={cx("text-body font-semibold", tone)}>{formatCost(usdc(-amount))}</span>
      <span className="text-second text-ink3">{words}</span>
    </span>
  );
}
