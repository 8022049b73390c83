import { KeyValue } from "@/components/ui/key-value";
import type { MoneyPreview } from "./money-preview";

const EMPTY = <span className="text-ink3">no amount yet</span>;

/** Fee, net and referral while the amount is typed. */
export function MoneyPreviewRows({ money, payeeName }: { money: MoneyPreview; payeeName: string }) {
  const hasReferral = money.referral !== null && money.referral !== "0.00";
  return (
    <KeyValue
      rows={[
        { label: "Locked", value: money.amount ?? EMPTY, strong: money.amount !== null },
        { label: "Platform fee, 1 %", value: money.fee ? `−${money.fee}` : EMPTY },
        { label: `${payeeName} receives`, value: money.net ?? EMPTY, strong: money.net !== null, rule: true },
        {
          label: "Referral back to the fleet", note: "15 % of the fee", tone: hasReferral ? "ok" : undefined,
          value: money.referral === null ? EMPTY : hasReferral ? `+${money.referral}` : <span className="text-ink3">none</span>,
        },
      ]}
    />
  );
}
