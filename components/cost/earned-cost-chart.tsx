import { ChartFrame } from "@/components/charts/chart-frame";
import type { ChartSeries } from "@/components/charts/series";
import { Card, CardHead } from "@/components/ui/card";
import type { CostGroup, CostRow } from "@/lib/core/cost/cost-view";
import { toWire, usdc } from "@/lib/core/money";
import { formatGain, formatUsdc } from "@/lib/format/money";
import { EarnedCostBars, type EarnedCostPoint } from "./earned-cost-bars";
import { rowName } from "./row-name";

const SERIES: readonly ChartSeries[] = [
  { key: "earned", label: "Earned", color: "s3" },
  { key: "paid", label: "Paid, less fees", color: "s1" },
  { key: "fees", label: "Fees", color: "s2" },
];
const ROWS_MAX = 12;

/** Earned against cost of what stands at the top of the list, with the net above. */
export function EarnedCostChart({ rows, group }: { rows: readonly CostRow[]; group: CostGroup }) {
  const shown = rows.filter(({ earnedMicros, paidMicros }) => earnedMicros > 0n || paidMicros > 0n).slice(0, ROWS_MAX);
  const top = shown[0];
  if (!top) return null;
  // The last line of a chart: exact decimals become the numbers of pixels.
  const points = shown.map((row): EarnedCostPoint => {
    const parts = { earned: usdc(row.earnedMicros), paid: usdc(row.paidMicros - row.feesMicros), fees: usdc(row.feesMicros) };
    return {
      key: row.key, label: rowName(group, row), net: formatGain(usdc(row.netMicros)), values: { earned: toWire(parts.earned), paid: toWire(parts.paid), fees: toWire(parts.fees) },
      words: { earned: formatUsdc(parts.earned), paid: formatUsdc(parts.paid), fees: formatUsdc(parts.fees) },
    };
  });
  const summary = `Earned against cost of ${shown.length}, in the order of the list; ${rowName(group, top)} earned ${formatUsdc(usdc(top.earnedMicros))} and cost ${formatUsdc(usdc(top.paidMicros))} USDC.`;
  return (
    <Card label="Earned against cost">
      <CardHead title="Earned against cost" note={`per ${group === "run" ? "workflow" : group}, USDC; the figure above is the net contribution`} compact />
      <ChartFrame summary={summary} unit={group === "run" ? "Workflow" : "Name"} series={SERIES} points={points}>
        <EarnedCostBars series={SERIES} points={points} />
      </ChartFrame>
    </Card>
  );
}
