import { cx } from "./cx";

interface MeterProps {
  /** 0 to 100, see `barPercent`. */
  percent: number;
  used: string;
  limit: string;
  label: string;
  /** From here it warns; at 100 it is the colour of a refusal. */
  warnAt?: number;
}

/** A limit with what is used of it. */
export function Meter({ percent, used, limit, label, warnAt = 85 }: MeterProps) {
  const full = percent >= 100;
  const warns = percent >= warnAt;
  return (
    <div className="flex min-w-[96px] flex-col gap-[3px]">
      <div className="flex justify-between gap-2 text-table leading-4">
        <span className={cx(full ? "text-bad" : warns && "text-warn")}>{used}</span>
        <span className="text-ink3">/ {limit}</span>
      </div>
      <div role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(percent)} aria-valuetext={`${used} of ${limit}`} className="h-[5px] overflow-hidden rounded-full bg-track">
        <div className={cx("h-full rounded-full", full ? "bg-bad" : warns ? "bg-warn-fill" : "bg-info-fill")} style={{ width: `${percent}%`, minWidth: percent > 0 ? 2 : 0 }} />
      </div>
    </div>
  );
}
