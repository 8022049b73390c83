import type { ReactNode } from "react";
import { cx } from "./cx";
import { toneText, type Tone } from "./tone";

export interface KeyValueRow {
  label: ReactNode;
  value: ReactNode;
  /** Lighter words after the label: `24 × 25.00`. */
  note?: ReactNode;
  tone?: Tone;
  strong?: boolean;
  /** A hairline above: the row starts a new sum. */
  rule?: boolean;
}

export function KeyValue({ rows, boxed = false }: { rows: readonly KeyValueRow[]; boxed?: boolean }) {
  return (
    <dl className={cx("flex flex-col", boxed && "rounded-control border border-line bg-sunken px-3 py-1.5")}>
      {rows.map((row, index) => (
        <div key={index} className={cx("flex items-baseline justify-between gap-4 py-[5px]", row.rule && "mt-1.5 border-t border-line pt-2.5")}>
          <dt className="min-w-0 text-table text-ink2">
            {row.label}
            {row.note && <span className="text-second text-ink3"> {row.note}</span>}
          </dt>
          <dd className={cx("text-right text-table", isFigure(row.value) ? "shrink-0 whitespace-nowrap" : "min-w-0 break-words", row.strong && "font-semibold", toneText(row.tone))}>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A figure never breaks in the middle; words may. */
function isFigure(value: ReactNode): boolean {
  return typeof value === "string" && /^[−+<≈]*[\d,]+(\.\d+)?$/.test(value);
}
