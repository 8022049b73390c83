import type { CostRange } from "@/lib/core/cost/cost-view";
import { addMs, DAY_MS, fromIso, utcDay } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { fleetSource } from "./fleet-source";

export interface DailySum {
  readonly day: string;
  readonly paidMicros: bigint;
  readonly earnedMicros: bigint;
  readonly feesMicros: bigint;
  readonly referralMicros: bigint;
}

const DAYS_MAX = 800;

/** The sums of the whole fleet per UTC day, oldest first; a day without entries is zero. Units: micros. */
export async function getDailySums(ctx: Pick<ServiceContext, "db">, connectionId: string, range: CostRange): Promise<DailySum[]> {
  const rows = await ctx.db.$queryRaw<{ day: Date; paid: bigint; earned: bigint; fees: bigint; referral: bigint }[]>`
    select day, sum(paid)::bigint as paid, sum(earned)::bigint as earned, sum(fees)::bigint as fees, sum(referral)::bigint as referral
    from (${fleetSource(connectionId, { ...range, pattern: null, role: null })}) f group by day`;
  const found = new Map(rows.map((row) => [row.day.toISOString().slice(0, 10), row]));
  return daysOf(range).map((day) => {
    const sums = found.get(day);
    return {
      day, paidMicros: sums?.paid ?? 0n, earnedMicros: sums?.earned ?? 0n, feesMicros: sums?.fees ?? 0n, referralMicros: sums?.referral ?? 0n,
    };
  });
}

function daysOf({ from, to }: CostRange): string[] {
  const days: string[] = [];
  for (let at = fromIso(`${from}T00:00:00Z`); utcDay(at) <= to && days.length < DAYS_MAX; at = addMs(at, DAY_MS)) days.push(utcDay(at));
  return days;
}
