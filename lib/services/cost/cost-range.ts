import type { CostRange } from "@/lib/core/cost/cost-view";
import { addMs, DAY_MS, type EpochMs, fromIso, utcDay } from "@/lib/core/time";

/** The days of the last `count` days, today included. */
export function lastDays(now: EpochMs, count: number): CostRange {
  return { from: utcDay(addMs(now, -(count - 1) * DAY_MS)), to: utcDay(now) };
}

/** The range of the same length right before this one. */
export function rangeBefore({ from, to }: CostRange): CostRange {
  const start = fromIso(`${from}T00:00:00Z`);
  const length = fromIso(`${to}T00:00:00Z`) - start + DAY_MS;
  return { from: utcDay(addMs(start, -length)), to: utcDay(addMs(start, -DAY_MS)) };
}

/** A day as the database compares it. */
export function dayDate(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
