"use client";
import { Bar, CartesianGrid, BarChart as Plot, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { AXIS_TICK } from "./axis";
import { ChartTooltip } from "./chart-tooltip";
import { cssColor, type ChartProps } from "./series";

/** Bars per agent or per day; the zero line is solid. */
export function BarChartPlot({ series, points, height = 180, stacked = false }: ChartProps) {
  const data = points.map((point) => ({ label: point.label, ...point.values }));
  return (
    <ResponsiveContainer width="100%" height={height}>
      <Plot data={data} margin={{ top: 4, right: 0, bottom: 0, left: 0 }} barGap={2} barCategoryGap="28%" accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line2)" strokeDasharray="1 4" />
        <XAxis dataKey="label" tick={AXIS_TICK} tickLine={false} axisLine={false} minTickGap={8} />
        <YAxis width={44} tick={AXIS_TICK} tickLine={false} axisLine={false} />
        <ReferenceLine y={0} stroke="var(--line2)" />
        <Tooltip isAnimationActive={false} cursor={{ fill: "var(--hover)" }} content={(props) => <ChartTooltip {...props} series={series} total={stacked} />} />
        {series.map(({ key, label, color }) => (
          <Bar key={key} dataKey={key} name={label} stackId={stacked ? "all" : undefined} fill={cssColor(color)} radius={2} maxBarSize={22} isAnimationActive={false} />
        ))}
      </Plot>
    </ResponsiveContainer>
  );
}
