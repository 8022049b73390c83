import { addMs, DAY_MS, utcDay } from "@/lib/core/time";
import { Prisma } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { dayDate } from "./cost-range";
import { ROLE } from "./fleet-source";

/** Bookings are written with the clock of whoever books: a day is left open for another one. Units: days. */
const OPEN_DAYS = 2;

/** The first time closes the whole history. */
const CLOSING_MAX_MS = 120_000;

/**
 * Adds up the days that are over, so that no report adds up their agents again. A booking that comes later than that
 * finds its day closed and adds itself to the totals. Returns how many rows were written.
 */
export async function closeDays(ctx: Pick<ServiceContext, "db" | "now">, connectionId: string): Promise<number> {
  const last = utcDay(addMs(ctx.now(), -OPEN_DAYS * DAY_MS));
  if (await isClosed(ctx, connectionId, last)) return 0;
  return ctx.db.$transaction(async (tx) => {
    // Nobody books while a day is closed: a booking is either among the sums or finds the day closed.
    await tx.$executeRaw`lock table "CostDayTotal" in share row exclusive mode`;
    return tx.$executeRaw`${closing(connectionId, last)}`;
  }, { timeout: CLOSING_MAX_MS });
}

async function isClosed({ db }: Pick<ServiceContext, "db">, connectionId: string, day: string): Promise<boolean> {
  const newest = await db.costDayTotal.findFirst({ where: { connectionId }, orderBy: { day: "desc" }, select: { day: true } });
  return newest !== null && newest.day >= dayDate(day);
}

/** The row with a blank kind closes the days up to its own, also those without a booking. */
function closing(connectionId: string, last: string): Prisma.Sql {
  return Prisma.sql`
    insert into "CostDayTotal" ("connectionId", day, kind, role, pattern, "paidMicros", "earnedMicros", "feesMicros", "lostMicros", "referralMicros", "refundedMicros", "releasedCount", "refundedCount")
    select c."connectionId", c.day, a.kind, ${ROLE}, c.pattern, sum(c."paidMicros"), sum(c."earnedMicros"), sum(c."feesMicros"), sum(c."lostMicros"), sum(c."referralMicros"),
      sum(c."refundedMicros"), sum(c."releasedCount"), sum(c."refundedCount")
    from "CostDay" c join "Agent" a on a.id = c."agentId"
    where c."connectionId" = ${connectionId} and c.day <= ${dayDate(last)}::date
      and c.day > coalesce((select max(m.day) from "CostDayTotal" m where m."connectionId" = ${connectionId}), '-infinity')
    group by 1, 2, 3, 4, 5
    union all select ${connectionId}, ${dayDate(last)}::date, '', '', '', 0, 0, 0, 0, 0, 0, 0, 0
    on conflict do nothing`;
}
