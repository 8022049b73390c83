/** One line, area or stack of a chart. */
export interface ChartSeries {
  key: string;
  label: string;
  /** Product colours are fixed: s1 Trading, s2 Casino, s3 Escrow, s4 Wallet, s5 Domains. Others take s1 to s5 in order. */
  color: "s1" | "s2" | "s3" | "s4" | "s5" | "ok" | "bad" | "mute";
}

/** One place on the axis; a missing value stays a gap. */
export interface ChartPoint {
  label: string;
  values: Readonly<Record<string, number | null>>;
}

export interface ChartProps {
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  height?: number;
  stacked?: boolean;
}

export function cssColor(color: ChartSeries["color"]): string {
  return `var(--${color})`;
}
