import { addMs, DAY_MS, type EpochMs, fromIso, HOUR_MS, utcDay } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { type CostRange, dayDate } from "./cost-range";

export interface DailySum {
  readonly day: string;
  readonly paidMicros: bigint;
  readonly earnedMicros: bigint;
  readonly feesMicros: bigint;
  readonly referralMicros: bigint;
}

/** A day that is over gets no more entries, so its sums are kept in the process for an hour. */
const KEPT_MS = HOUR_MS;
const KEPT_DAYS_MAX = 800;
const kept = new Map<string, { readonly readAt: EpochMs; readonly sum: DailySum }>();

/** The sums of the whole fleet per UTC day, oldest first; a day without entries is zero. Units: micros. */
export async function getDailySums(ctx: ServiceContext, connectionId: string, range: CostRange): Promise<DailySum[]> {
  const now = ctx.now();
  const days = daysOf(range);
  const openFrom = utcDay(addMs(now, -DAY_MS));
  const isKept = (day: string) => day < openFrom && (kept.get(`${connectionId} ${day}`)?.readAt ?? 0) > now - KEPT_MS;
  const first = days.find((day) => !isKept(day));
  const read = first === undefined ? new Map<string, DailySum>() : await readDays(ctx, connectionId, { from: first, to: range.to });
  return days.map((day) => {
    if (isKept(day)) return kept.get(`${connectionId} ${day}`)?.sum ?? zero(day);
    const sum = read.get(day) ?? zero(day);
    if (day < openFrom) keep(`${connectionId} ${day}`, { readAt: now, sum });
    return sum;
  });
}

async function readDays(ctx: ServiceContext, connectionId: string, range: CostRange): Promise<Map<string, DailySum>> {
  const rows = await ctx.db.costDay.groupBy({
    by: ["day"], where: { connectionId, day: { gte: dayDate(range.from), lte: dayDate(range.to) } },
    _sum: { paidMicros: true, earnedMicros: true, feesMicros: true, referralMicros: true },
  });
  return new Map(rows.map(({ day, _sum }) => {
    const name = day.toISOString().slice(0, 10);
    return [name, {
      day: name, paidMicros: _sum.paidMicros ?? 0n, earnedMicros: _sum.earnedMicros ?? 0n, feesMicros: _sum.feesMicros ?? 0n,
      referralMicros: _sum.referralMicros ?? 0n,
    }];
  }));
}

function daysOf({ from, to }: CostRange): string[] {
  const days: string[] = [];
  for (let at = fromIso(`${from}T00:00:00Z`); utcDay(at) <= to && days.length < KEPT_DAYS_MAX; at = addMs(at, DAY_MS)) days.push(utcDay(at));
  return days;
}

function zero(day: string): DailySum {
  return { day, paidMicros: 0n, earnedMicros: 0n, feesMicros: 0n, referralMicros: 0n };
}

function keep(key: string, value: { readAt: EpochMs; sum: DailySum }): void {
  if (kept.size >= KEPT_DAYS_MAX) kept.clear();
  kept.set(key, value);
}
