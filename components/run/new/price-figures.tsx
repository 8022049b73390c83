import { KeyValue, type KeyValueRow } from "@/components/ui/key-value";
import { decimalText } from "@/components/worker/decimal-text";
import type { RunPriceView } from "@/lib/core/run/preview-view";
import { formatDuration } from "@/lib/format/durations";
import { MINUTE_MS } from "@/lib/core/time";

/** The sums of a plan: what can be asked for, what it costs when all goes well, and at worst. */
export function PriceFigures({ price }: { price: RunPriceView }) {
  const { success, worst } = price;
  const lost = (amount: string) => ({ value: decimalText(amount), tone: amount === "0" ? undefined : ("bad" as const) });
  const rows: KeyValueRow[] = [
    { label: "Budget", note: price.payments === 1 ? "1 payment" : `${price.payments} payments`, value: decimalText(price.budget), strong: true },
    { label: "Locked at the start", value: decimalText(price.lockedAtStart) },
    { label: "Paid if all goes well", note: `within ${formatDuration(success.minutes * MINUTE_MS)}`, value: decimalText(success.paid), rule: true },
    { label: "Fees", note: "1 %, borne by who is paid", value: decimalText(success.fees) },
    { label: "Referral back", value: success.referralBack === "0" ? "0.00" : `+${decimalText(success.referralBack)}`, tone: success.referralBack === "0" ? undefined : "ok" },
    ...(success.referralOfOthers === "0" ? [] : [{ label: "Referral of others", value: decimalText(success.referralOfOthers) }]),
    ...(success.burned === "0" ? [] : [{ label: "Fees burned by lost races", note: "no cancel here", ...lost(success.burned) }]),
    { label: "Net cost", value: decimalText(success.netCost), strong: true },
    { label: "Lost if everything fails", note: "fees burned, at most", ...lost(worst.everythingFails.orchestrator), rule: true },
    { label: "Lost if nobody ever acts", note: "every escrow times out", ...lost(worst.nobodyActs.orchestrator) },
    ...(worst.everythingFails.agents === "0" ? [] : [{ label: "Workers lose then", note: "fees of the stages they pay", ...lost(worst.everythingFails.agents) }]),
  ];
  return (
    <div className="flex flex-col">
      <p className="text-right text-label text-ink3">USDC</p>
      <KeyValue rows={rows} />
    </div>
  );
}
