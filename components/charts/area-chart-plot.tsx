"use client";
import { Area, CartesianGrid, AreaChart as Plot, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { AXIS_TICK } from "./axis";
import { ChartTooltip } from "./chart-tooltip";
import { cssColor, type ChartProps } from "./series";

/** Areas over time, with the axis at the side of now. */
export function AreaChartPlot({ series, points, height = 180, stacked = true }: ChartProps) {
  const data = points.map((point) => ({ label: point.label, ...point.values }));
  return (
    <ResponsiveContainer width="100%" height={height}>
      <Plot data={data} margin={{ top: 4, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line2)" strokeDasharray="1 4" />
        <XAxis dataKey="label" tick={AXIS_TICK} tickLine={false} axisLine={{ stroke: "var(--line2)" }} minTickGap={40} />
        <YAxis orientation="right" width={40} tick={AXIS_TICK} tickLine={false} axisLine={false} />
        <Tooltip isAnimationActive={false} cursor={{ stroke: "var(--ink3)" }} content={(props) => <ChartTooltip {...props} series={series} total={stacked} />} />
        {series.map(({ key, label, color }) => (
          <Area key={key} dataKey={key} name={label} stackId={stacked ? "all" : undefined} type="linear" stroke={cssColor(color)} strokeWidth={1.5} fill={cssColor(color)} fillOpacity={stacked ? 0.75 : 0.12} isAnimationActive={false} connectNulls={false} />
        ))}
      </Plot>
    </ResponsiveContainer>
  );
}
