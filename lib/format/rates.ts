import { divide } from "@/lib/core/money";

/** Basis points in words: 100 is `1 %`, 250 is `2.5 %`. */
export function formatBps(rate: number | bigint): string {
  return `${Number(rate) / 100} %`.replace("-", "−");
}

/** A part of a whole in per cent with one decimal, or `no data` when the whole is zero. */
export function formatShare(part: bigint, whole: bigint): string {
  if (whole === 0n) return "no data";
  const tenths = divide(part * 1_000n * (whole < 0n ? -1n : 1n), whole < 0n ? -whole : whole, "half-even");
  return `${Number(tenths) / 10} %`.replace("-", "−");
}

/** A part of a whole as 0 to 100 for a bar's length; a whole of zero is full when anything is used. */
export function barPercent(part: bigint, whole: bigint): number {
  if (part <= 0n) return 0;
  if (whole <= 0n || part >= whole) return 100;
  return Number((part * 10_000n) / whole) / 100;
}
