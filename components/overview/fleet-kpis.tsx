import { Sparkline } from "@/components/charts/sparkline";
import { KpiStrip } from "@/components/ui/kpi-strip";
import { toWire, usdc } from "@/lib/core/money";
import type { FleetFigures, Treasury, Trend } from "@/lib/core/overview/overview-view";
import { formatCount, formatNoun } from "@/lib/format/counts";
import { formatGain, formatUsdc } from "@/lib/format/money";
import { formatShare } from "@/lib/format/rates";

interface FleetKpisProps extends Pick<FleetFigures, "escrows" | "workers" | "fees" | "commission" | "net"> {
  treasury: Pick<Treasury, "totalMicros" | "dayAgoMicros" | "history"> | null;
  days: readonly { readonly feesMicros: bigint; readonly referralMicros: bigint }[];
  pendingMicros: bigint;
}

/** Six figures, each with what it is compared with. */
export function FleetKpis({ treasury, escrows, workers, days, fees, commission, net, pendingMicros }: FleetKpisProps) {
  const line = (values: readonly bigint[]) => <Sparkline color="accent" values={values.map((micros) => toWire(usdc(micros)))} />;
  return (
    <KpiStrip
      label="Figures"
      items={[
        treasury
          ? { label: "Treasury", value: formatUsdc(usdc(treasury.totalMicros)), note: treasury.dayAgoMicros === null ? "no figure of yesterday" : `${formatGain(usdc(treasury.totalMicros - treasury.dayAgoMicros))} vs 24 h ago`, chart: treasury.history.length > 1 ? line(treasury.history) : null }
          : { label: "Treasury", value: "unavailable", note: "not read yet" },
        { label: "Locked in escrow", value: formatUsdc(usdc(escrows.lockedMicros)), note: `${formatCount(escrows.open)} open, ${formatCount(escrows.completed)} await release` },
        { label: "Fees, 30 d", value: formatUsdc(usdc(fees.micros)), note: versus(fees), chart: line(days.map((day) => day.feesMicros)) },
        { label: "Commission credited, 30 d", value: formatUsdc(usdc(commission.micros)), note: pendingMicros > 0n ? `${formatUsdc(usdc(pendingMicros))} pending` : versus(commission), chart: line(days.map((day) => day.referralMicros)) },
        { label: "Net contribution, 30 d", value: formatGain(usdc(net.micros)), note: "own-fleet flows out" },
        { label: "Workers live", value: formatCount(workers.live), unit: `/ ${formatCount(workers.total)}`, note: workers.stale + workers.stopped > 0 ? `${formatCount(workers.stale)} stale, ${formatNoun(workers.stopped, "stopped", "stopped")}` : "none stale" },
      ]}
    />
  );
}

function versus({ micros, beforeMicros }: Trend): string {
  if (beforeMicros === 0n) return "no prior 30 d";
  const change = micros - beforeMicros;
  return `${change > 0n ? "+" : ""}${formatShare(change, beforeMicros)} vs prior 30 d`;
}
