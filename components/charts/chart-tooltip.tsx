"use client";
import { cssColor, type ChartSeries } from "./series";
import { twoDecimals } from "./two-decimals";

interface ChartTooltipProps {
  active?: boolean;
  label?: string | number;
  payload?: readonly { dataKey?: unknown; value?: unknown }[];
  series: readonly ChartSeries[];
  total: boolean;
}

/** All series of one place and their total. */
export function ChartTooltip({ active, label, payload, series, total }: ChartTooltipProps) {
  if (!active || !payload?.length) return null;
  const valueOf = (key: string) => Number(payload.find((item) => item.dataKey === key)?.value ?? 0);
  const sum = series.reduce((all, { key }) => all + valueOf(key), 0);
  return (
    <div className="min-w-36 rounded-large border border-line2 bg-raised px-3 py-2 text-second text-ink shadow-pop">
      <p className="pb-1 font-semibold">{label}</p>
      {series.map(({ key, label: name, color }) => (
        <p key={key} className="flex items-center gap-2">
          <span aria-hidden className="size-2 rounded-[2px]" style={{ background: cssColor(color) }} />
          {name}
          <span className="ml-auto pl-4">{twoDecimals(valueOf(key))}</span>
        </p>
      ))}
      {total && (
        <p className="mt-1 flex border-t border-line pt-1 font-semibold">
          Total <span className="ml-auto">{twoDecimals(sum)}</span>
        </p>
      )}
    </div>
  );
}
