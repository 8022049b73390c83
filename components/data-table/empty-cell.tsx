/** An empty cell says why: `no data`, `held`, `never`. */
export function EmptyCell({ why }: { why: string }) {
  return <span className="text-second text-ink3">{why}</span>;
}
