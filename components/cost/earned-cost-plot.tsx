"use client";
import { Bar, CartesianGrid, BarChart as Plot, LabelList, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { AXIS_TICK } from "@/components/charts/axis";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import { type ChartPoint, type ChartSeries, cssColor } from "@/components/charts/series";

interface EarnedCostPlotProps {
  series: readonly ChartSeries[];
  points: readonly (ChartPoint & { readonly net: string })[];
  height: number;
}

/** Two bars a place: what was earned, and beside it the parts of its cost on top of each other. */
export function EarnedCostPlot({ series, points, height }: EarnedCostPlotProps) {
  const data = points.map(({ label, net, values }) => ({ label, net, ...values }));
  return (
    <ResponsiveContainer width="100%" height={height}>
      <Plot data={data} margin={{ top: 18, right: 0, bottom: 0, left: 0 }} barGap={3} barCategoryGap="26%" accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line2)" strokeDasharray="1 4" />
        <XAxis dataKey="label" tick={AXIS_TICK} tickLine={false} axisLine={false} minTickGap={8} />
        <YAxis width={44} tick={AXIS_TICK} tickLine={false} axisLine={false} />
        <ReferenceLine y={0} stroke="var(--line2)" />
        <Tooltip isAnimationActive={false} cursor={{ fill: "var(--hover)" }} content={(props) => <ChartTooltip {...props} series={series} total={false} />} />
        {series.map(({ key, label, color }) => (
          <Bar key={key} dataKey={key} name={label} stackId={key === "earned" ? "earned" : "cost"} fill={cssColor(color)} radius={2} maxBarSize={20} isAnimationActive={false}>
            {key === "fees" && <LabelList dataKey="net" position="top" className="fill-ink2 text-label max-sm:hidden" />}
          </Bar>
        ))}
      </Plot>
    </ResponsiveContainer>
  );
}
