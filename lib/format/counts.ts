/** A whole number with thousands by comma. */
export function formatCount(count: number | bigint): string {
  return (count < 0 ? "−" : "") + String(count).replace("-", "").replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A count with its noun: `1 worker`, `1,240 workers`. Give the plural when it is not the noun with an s. */
export function formatNoun(count: number | bigint, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${Number(count) === 1 ? noun : plural}`;
}
