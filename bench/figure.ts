/** Prints one figure. */
export type Print = (figure: string, value: string) => void;

export type Bench = (print: Print) => Promise<void>;

/** Runs `work` for every item, so many at a time. */
export async function sideBySide<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** The value below which so many percent lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

export function perSecond(count: number, ms: number): string {
  return `${Math.round((count * 1_000) / ms)} /s`;
}

export function perMinute(count: number, ms: number): string {
  return `${Math.round((count * 60_000) / ms)} /min`;
}
