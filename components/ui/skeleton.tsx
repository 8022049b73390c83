import { cx } from "./cx";

/** A bar in the place of a text; shows after 400 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx("skeleton block h-2.5", className)} />;
}

/** The layout of a table while its rows load. */
export function TableSkeleton({ rows = 8, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className="card">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-[38px] items-center gap-6 border-b border-line px-3.5 last:border-0">
          <Skeleton className="w-40" />
          <Skeleton className="w-20" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
}
