import { cssColor, type ChartSeries } from "./series";

interface SplitBarProps {
  parts: readonly (Pick<ChartSeries, "key" | "label" | "color"> & { percent: number; value: string })[];
  label: string;
}

/** One bar cut into named parts, with the figures of each under it. */
export function SplitBar({ parts, label }: SplitBarProps) {
  return (
    <div className="flex flex-col gap-2">
      <div aria-hidden className="flex h-2 gap-0.5 overflow-hidden rounded-full bg-track">
        {parts.map((part) => (
          <span key={part.key} style={{ width: `${part.percent}%`, background: cssColor(part.color) }} />
        ))}
      </div>
      <dl aria-label={label} className="grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))] gap-x-4 gap-y-1">
        {parts.map((part) => (
          <div key={part.key} className="flex items-center gap-1.5 text-table">
            <dt className="flex items-center gap-1.5 text-ink2">
              <span aria-hidden className="size-2 rounded-[2px]" style={{ background: cssColor(part.color) }} />
              {part.label}
            </dt>
            <dd className="ml-auto">{part.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
