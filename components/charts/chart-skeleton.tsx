export function ChartSkeleton() {
  return <div aria-hidden className="skeleton h-[180px]" />;
}
