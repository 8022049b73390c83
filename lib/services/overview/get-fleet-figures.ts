import { HOLDING_STATES, OPEN_STATES } from "@/lib/core/escrow/states";
import type { FleetFigures, Trend } from "@/lib/core/overview/overview-view";
import { addMs, DAY_MS } from "@/lib/core/time";
import { lastDays, rangeBefore } from "../cost/cost-range";
import { type DailySum, getDailySums } from "../cost/get-daily-sums";
import type { ServiceContext } from "../context";

/** Reads rollups and counts on an index; nothing here grows with history. */
export async function getFleetFigures(ctx: ServiceContext, connectionId: string): Promise<FleetFigures & { readonly days: readonly DailySum[] }> {
  const now = ctx.now();
  const range = lastDays(now, 30);
  const [states, born, totals, days, before] = await Promise.all([
    ctx.db.agent.groupBy({ by: ["state"], where: { connectionId, kind: "worker" }, _count: { _all: true } }),
    ctx.db.agent.count({ where: { connectionId, kind: "worker", createdAt: { gt: new Date(addMs(now, -DAY_MS)) }, state: { notIn: ["failed", "retired"] } } }),
    ctx.db.escrowTotal.findMany({ where: { connectionId } }),
    getDailySums(ctx, connectionId, range),
    getDailySums(ctx, connectionId, rangeBefore(range)),
  ]);
  const workers = (wanted: readonly string[]) => states.filter(({ state }) => wanted.includes(state)).reduce((sum, row) => sum + row._count._all, 0);
  const escrows = (wanted: readonly string[]) => totals.filter(({ state }) => wanted.includes(state));
  const trend = (of: (day: DailySum) => bigint): Trend => ({ micros: sum(days, of), beforeMicros: sum(before, of) });
  const dayAt = (back: number) => {
    const day = days.at(-1 - back);
    return { feesMicros: day?.feesMicros ?? 0n, commissionMicros: day?.referralMicros ?? 0n };
  };
  return {
    workers: {
      total: workers(["registering", "live", "unverified", "stale", "quarantined", "frozen", "retiring"]), live: workers(["live"]),
      stale: workers(["stale"]), stopped: workers(["unverified", "quarantined", "failed"]), sinceYesterday: born,
    },
    escrows: {
      open: Number(escrows(OPEN_STATES).reduce((all, row) => all + row.count, 0n)), lockedMicros: escrows(HOLDING_STATES).reduce((all, row) => all + row.amountMicros, 0n),
      completed: Number(escrows(["completed"])[0]?.count ?? 0n),
    },
    days, fees: trend((day) => day.feesMicros), commission: trend((day) => day.referralMicros),
    net: trend((day) => day.earnedMicros + day.referralMicros - day.paidMicros), today: dayAt(0), yesterday: dayAt(1),
  };
}

function sum(days: readonly DailySum[], of: (day: DailySum) => bigint): bigint {
  return days.reduce((total, day) => total + of(day), 0n);
}
