import type { Database } from "../client";

/** What one process may let in of a caller's minute, and since when that minute runs for all processes. */
export interface GrantedRequests {
  readonly startedAt: number;
  readonly granted: number;
}

interface Wish {
  readonly callerId: string;
  readonly wanted: number;
  readonly max: number;
  readonly windowMs: number;
  readonly now: number;
}

/**
 * Takes requests out of a caller's window, as many as it has left; the window starts with the first. Rows that nobody
 * added to for an hour are deleted with those of the pacing.
 */
export async function reserveRequests(db: Database, { callerId, wanted, max, windowMs, now }: Wish): Promise<GrantedRequests> {
  const [row] = await db.$queryRaw<{ startedAt: bigint; granted: number }[]>`
    insert into "RateBucket" as b ("id", "connectionId", "state", "version", "updatedAt")
    values (${`requests ${callerId}`}, '', jsonb_build_object('startedAt', ${BigInt(now)}::bigint, 'used', least(${wanted}::int, ${max}::int), 'granted', least(${wanted}::int, ${max}::int)), 1, ${new Date(now)})
    on conflict ("id") do update set "version" = b."version" + 1, "updatedAt" = excluded."updatedAt", "state" = (
      select jsonb_build_object('startedAt', w.start, 'used', w.used + w.granted, 'granted', w.granted) from (
        select o.start, o.used, least(${wanted}::int, ${max}::int - o.used) as granted from (
          select case when isCurrent then (b."state"->>'startedAt')::bigint else ${BigInt(now)}::bigint end as start, case when isCurrent then (b."state"->>'used')::int else 0 end as used
          from (select abs(${BigInt(now)}::bigint - (b."state"->>'startedAt')::bigint) < ${windowMs}::int as isCurrent) age
        ) o
      ) w
    ) returning (b."state"->>'startedAt')::bigint as "startedAt", (b."state"->>'granted')::int as granted`;
  return { startedAt: Number(row?.startedAt ?? now), granted: row?.granted ?? 0 };
}
