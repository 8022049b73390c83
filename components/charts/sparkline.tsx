interface SparklineProps {
  /** In order of time; null is a gap. */
  values: readonly (number | null)[];
  /** Said to those who cannot see it; without one the figure beside it has said everything. */
  label?: string;
  width?: number;
  height?: number;
  color?: "accent" | "ink3";
}

/** A lone line without an axis; a gap in the data stays a gap. */
export function Sparkline({ values, label, width = 44, height = 20, color = "ink3" }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <span className="text-second text-ink3">no data</span>;
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const x = (index: number) => 2 + (index / (values.length - 1)) * (width - 5);
  const y = (value: number) => height - 3 - ((value - low) / span) * (height - 6);
  const path = values.map((value, index) =>
    value === null ? "" : `${typeof values[index - 1] === "number" ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`,
  );
  const last = values.at(-1);
  return (
    <svg width={width} height={height} role={label ? "img" : undefined} aria-label={label} aria-hidden={label ? undefined : true} className="shrink-0">
      <path d={path.join("")} fill="none" stroke={`var(--${color})`} strokeWidth={1.5} strokeLinejoin="round" />
      {last !== null && last !== undefined && <circle cx={x(values.length - 1)} cy={y(last)} r={2} fill={`var(--${color})`} />}
    </svg>
  );
}
