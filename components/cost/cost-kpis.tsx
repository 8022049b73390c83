import { KpiStrip } from "@/components/ui/kpi-strip";
import type { CostTotals } from "@/lib/core/cost/cost-view";
import { usdc } from "@/lib/core/money";
import { formatNoun } from "@/lib/format/counts";
import { formatGain, formatUsdc } from "@/lib/format/money";
import { formatShare } from "@/lib/format/rates";
import { type CostView, entriesHref } from "./cost-links";
import { FigureLink } from "./figure-link";

/** The sums of the range in one strip, exact to the micro. Each opens the rows behind it. */
export function CostKpis({ totals, view }: { totals: CostTotals; view: CostView }) {
  const figure = (name: string, micros: bigint, text: string) => <FigureLink href={entriesHref(view, name)} isZero={micros === 0n}>{text}</FigureLink>;
  const plain = (name: string, micros: bigint) => figure(name, micros, formatUsdc(usdc(micros), "detail"));
  const { netMicros, referralMicros, lostMicros } = totals;
  return (
    <KpiStrip
      label="Totals of the range"
      items={[
        { label: "Earned", value: plain("earned", totals.earnedMicros), note: totals.clientMicros > 0n ? `${formatUsdc(usdc(totals.clientMicros), "detail")} from clients` : "all of it inside the fleet" },
        { label: "Paid to agents", value: plain("paid", totals.paidMicros), note: formatNoun(totals.releasedCount, "release") },
        { label: "Platform fees", value: plain("fees", totals.feesMicros), note: `${formatShare(totals.feesMicros, totals.paidMicros)} of paid` },
        {
          label: "Referral back", value: figure("referral", referralMicros, formatGain(usdc(referralMicros), "detail")), tone: referralMicros > 0n ? "ok" : undefined,
          note: totals.feesMicros > 0n ? `${formatShare(referralMicros, totals.feesMicros)} of fees, a rebate` : "rebate of own fees",
        },
        { label: "Failure cost", value: plain("lost", lostMicros), tone: lostMicros > 0n ? "bad" : undefined, note: `${formatNoun(totals.refundedCount, "refund")}, inside fees` },
        { label: "Net contribution", value: figure("net", netMicros, formatGain(usdc(netMicros), "detail")), tone: netMicros < 0n ? "bad" : netMicros > 0n ? "ok" : undefined, note: "own-fleet flows eliminated" },
      ]}
    />
  );
}
