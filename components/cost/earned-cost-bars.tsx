import { type ChartPoint, type ChartSeries, cssColor } from "@/components/charts/series";
import { cx } from "@/components/ui/cx";
import { shortenMiddle } from "@/lib/format/ids";
import { axisSteps } from "./axis-steps";

export interface EarnedCostPoint extends ChartPoint {
  readonly key: string;
  /** In words, above the bars and beside the name under the pointer. */
  readonly net: string;
  readonly words: Readonly<Record<string, string>>;
}

interface EarnedCostBarsProps {
  /** What was earned first; the others are parts of the cost and stand on top of each other. */
  series: readonly ChartSeries[];
  points: readonly EarnedCostPoint[];
}

/** What all names together may take beside each other, and a letter of them. */
const LABELS_PX = 900;
const LETTER_PX = 6.4;
const LABEL_LENGTH_NARROW = 7;
/** Beside the right edge a note opens to the left. */
const EDGE_PLACES = 3;

/** Two bars a place: what was earned, and beside it the parts of its cost. Drawn by the server. */
export function EarnedCostBars({ series: [earned, ...costs], points }: EarnedCostBarsProps) {
  const sumOf = ({ values }: EarnedCostPoint) => costs.reduce((sum, { key }) => sum + (values[key] ?? 0), 0);
  const earnedOf = ({ values }: EarnedCostPoint) => (earned ? (values[earned.key] ?? 0) : 0);
  const steps = axisSteps(Math.max(...points.map((point) => Math.max(earnedOf(point), sumOf(point)))));
  const top = steps.at(-1) ?? 1;
  const percent = (value: number) => `${(value / top) * 100}%`;
  const labelLength = Math.floor(LABELS_PX / LETTER_PX / Math.max(points.length, 4));
  return (
    <div className="relative flex h-[210px] pt-[16px] pb-[24px] pl-[44px]">
      {steps.map((step) => (
        <div key={step} className="absolute right-0 left-0 flex translate-y-1/2 items-center" style={{ bottom: `calc(24px + (100% - 40px) * ${step / top})` }}>
          <span className="absolute left-0 w-[36px] text-right text-label text-ink3">{step.toLocaleString("en-US")}</span>
          <span className={cx("ml-[44px] h-px grow border-t", step === 0 ? "border-line2" : "border-dotted border-line2")} />
        </div>
      ))}
      {points.map((point, index) => (
        <div key={point.key} className="group relative flex min-w-0 flex-1 items-end justify-center gap-[3px] rounded-control hover:bg-hover max-sm:nth-[n+12]:hidden">
          <span className="w-5 max-w-[38%] rounded-t-[2px]" style={{ height: percent(earnedOf(point)), background: earned && cssColor(earned.color) }} />
          <span className="flex w-5 max-w-[38%] flex-col-reverse" style={{ height: percent(sumOf(point)) }}>
            {costs.map(({ key, color }) => <span key={key} className="min-h-0 rounded-t-[2px]" style={{ flexGrow: point.values[key] ?? 0, background: cssColor(color) }} />)}
          </span>
          <span className="absolute inset-x-0 text-center text-label whitespace-nowrap text-ink2 max-sm:hidden" style={{ bottom: `calc(${percent(Math.max(earnedOf(point), sumOf(point)))} + 2px)` }}>{point.net}</span>
          <span className="absolute inset-x-0 top-full pt-1 text-center text-label whitespace-nowrap text-ink3">
            <span className="max-sm:hidden">{shortenMiddle(point.label, labelLength)}</span>
            <span className="sm:hidden">{shortenMiddle(point.label, LABEL_LENGTH_NARROW)}</span>
          </span>
          <Note point={point} series={earned ? [earned, ...costs] : costs} isAtEdge={index >= points.length - EDGE_PLACES} />
        </div>
      ))}
    </div>
  );
}

function Note({ point, series, isAtEdge }: { point: EarnedCostPoint; series: readonly ChartSeries[]; isAtEdge: boolean }) {
  return (
    <div className={cx("pointer-events-none absolute top-1 z-10 hidden min-w-44 rounded-large border border-line2 bg-raised px-3 py-2 text-second text-ink shadow-pop group-hover:block", isAtEdge ? "right-full mr-1" : "left-full ml-1")}>
      <p className="pb-1 font-semibold">{point.label}</p>
      {series.map(({ key, label, color }) => (
        <p key={key} className="flex items-center gap-2">
          <span aria-hidden className="size-2 rounded-[2px]" style={{ background: cssColor(color) }} />
          {label}
          <span className="ml-auto pl-4">{point.words[key]}</span>
        </p>
      ))}
      <p className="mt-1 flex border-t border-line pt-1 font-semibold">Net contribution <span className="ml-auto pl-4">{point.net}</span></p>
    </div>
  );
}
