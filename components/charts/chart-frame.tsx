import type { ReactNode } from "react";
import { cssColor, type ChartPoint, type ChartSeries } from "./series";
import { twoDecimals } from "./two-decimals";

interface ChartFrameProps {
  /** What the chart shows and its main finding, in one sentence. */
  summary: string;
  unit: string;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  children: ReactNode;
}

/** A chart with its legend, its sentence for those who cannot see it, and its table one click away. */
export function ChartFrame({ summary, unit, series, points, children }: ChartFrameProps) {
  return (
    <figure className="flex min-w-0 flex-col gap-2 p-3.5">
      <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 text-second text-ink2">
        {series.map(({ key, label, color }) => (
          <li key={key} className="flex items-center gap-1.5">
            <span aria-hidden className="size-2 rounded-[2px]" style={{ background: cssColor(color) }} />
            {label}
          </li>
        ))}
      </ul>
      <div role="img" aria-label={summary}>
        {children}
      </div>
      <details className="text-second text-ink3">
        <summary className="w-fit py-1 hover:text-ink">Show as table</summary>
        <div tabIndex={0} role="region" aria-label={`${summary} Table`} className="max-h-60 overflow-auto">
          <table className="w-full text-table">
            <thead>
              <tr className="text-left text-label">
                <th scope="col" className="py-1 font-medium">
                  {unit}
                </th>
                {series.map(({ key, label }) => (
                  <th key={key} scope="col" className="py-1 text-right font-medium">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.label} className="border-t border-line">
                  <th scope="row" className="py-1 text-left font-normal">
                    {point.label}
                  </th>
                  {series.map(({ key }) => (
                    <td key={key} className="py-1 text-right text-ink">
                      {typeof point.values[key] === "number" ? twoDecimals(point.values[key]) : "no data"}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
