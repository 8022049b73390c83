import { KpiStrip } from "@/components/ui/kpi-strip";
import { usdc } from "@/lib/core/money";
import { formatNoun } from "@/lib/format/counts";
import { formatGain, formatUsdc } from "@/lib/format/money";
import { formatShare } from "@/lib/format/rates";
import type { ListedCosts } from "./cost-table";

/** The sums of the range in one strip, exact to the micro. */
export function CostKpis({ totals }: { totals: ListedCosts & { readonly insidePaidMicros: bigint; readonly agentCount: number } }) {
  const outside = totals.paidMicros - totals.insidePaidMicros;
  return (
    <KpiStrip
      label="Totals of the range"
      items={[
        { label: "Paid through escrow", value: formatUsdc(usdc(totals.paidMicros), "detail"), note: `${formatNoun(totals.releasedCount, "release")}, ${formatNoun(totals.agentCount, "agent")}` },
        { label: "Platform fees", value: formatUsdc(usdc(totals.feesMicros), "detail"), note: `${formatShare(totals.feesMicros, totals.paidMicros)} of paid` },
        { label: "Referral back", value: formatGain(usdc(totals.referralMicros), "detail"), tone: totals.referralMicros > 0n ? "ok" : undefined, note: "rebate of own fees" },
        { label: "Paid to outside agents", value: formatUsdc(usdc(outside), "detail"), note: "left the fleet" },
        { label: "Refunded", value: formatUsdc(usdc(totals.refundedMicros), "detail"), note: formatNoun(totals.refundedCount, "refund") },
        { label: "Net", value: formatGain(usdc(totals.netMicros), "detail"), tone: totals.netMicros < 0n ? "bad" : totals.netMicros > 0n ? "ok" : undefined, note: "own-fleet flows eliminated" },
      ]}
    />
  );
}
