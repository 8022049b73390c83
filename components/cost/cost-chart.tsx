import { BarChart } from "@/components/charts/bar-chart";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { ChartSeries } from "@/components/charts/series";
import { Card, CardHead } from "@/components/ui/card";
import { toWire, usdc } from "@/lib/core/money";
import { formatUsdc } from "@/lib/format/money";
import type { ListedCostRow } from "./cost-table";

const SERIES: readonly ChartSeries[] = [
  { key: "paid", label: "Paid", color: "s3" },
  { key: "fees", label: "Fees", color: "s2" },
  { key: "referral", label: "Referral back", color: "ok" },
];
const AGENTS_MAX = 12;

/** Paid, fees and referral back of the agents at the top of the list. */
export function CostChart({ rows }: { rows: readonly ListedCostRow[] }) {
  const shown = rows.slice(0, AGENTS_MAX);
  const top = shown[0];
  if (!top) return null;
  // The last line of a chart: exact decimals become the numbers of pixels.
  const points = shown.map((row) => ({
    label: row.name, values: { paid: toWire(usdc(row.paidMicros)), fees: toWire(usdc(row.feesMicros)), referral: toWire(usdc(row.referralMicros)) },
  }));
  const summary = `Cost of ${shown.length} agents; ${top.name} was paid ${formatUsdc(usdc(top.paidMicros))} USDC.`;
  return (
    <Card label="Cost per agent, chart">
      <CardHead title="Cost per agent" note="USDC, in the order of the list" compact />
      <ChartFrame summary={summary} unit="Agent" series={SERIES} points={points}>
        <BarChart series={SERIES} points={points} height={190} />
      </ChartFrame>
    </Card>
  );
}
