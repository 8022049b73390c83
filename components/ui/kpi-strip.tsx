import type { ReactNode } from "react";
import { cx } from "./cx";
import { toneText, type Tone } from "./tone";

export interface Kpi {
  label: string;
  value: ReactNode;
  /** Behind the value, lighter: a unit or the whole (`/ 128`). */
  unit?: ReactNode;
  note?: ReactNode;
  tone?: Tone;
  chart?: ReactNode;
  href?: string;
}

/** At most six figures in one card. */
export function KpiStrip({ items, label }: { items: readonly Kpi[]; label: string }) {
  return (
    <section aria-label={label} className="card">
      <dl className="-mr-px -mb-px grid grid-cols-2 sm:grid-cols-3 xl:auto-cols-fr xl:grid-flow-col xl:grid-cols-none">
        {items.map((item) => (
          <div key={item.label} className="flex min-w-0 flex-col border-r border-b border-line px-3 py-2.5">
            <dt className="truncate text-label text-ink3">{item.label}</dt>
            <dd className="flex items-end justify-between gap-2">
              <span className={cx("truncate text-figure font-semibold tracking-[-0.01em]", toneText(item.tone))}>
                {item.value}
                {item.unit && <span className="text-lead font-normal text-ink3"> {item.unit}</span>}
              </span>
              {item.chart}
            </dd>
            {item.note && <dd className="truncate text-label text-ink3">{item.note}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}
