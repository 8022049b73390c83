import { cx } from "./cx";

/** A bar in the place of a text; shows after 400 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx("skeleton block h-2.5", className)} />;
}
