import { cx } from "./cx";

/** A thin bar beside a figure that says the same. */
export function ShareBar({ percent, className, fill = "bg-s1" }: { percent: number; className?: string; fill?: string }) {
  return (
    <span aria-hidden className={cx("block h-[5px] w-20 overflow-hidden rounded-full bg-track", className)}>
      <span className={cx("block h-full rounded-full", fill)} style={{ width: `${percent}%`, minWidth: percent > 0 ? 2 : 0 }} />
    </span>
  );
}
