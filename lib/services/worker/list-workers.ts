import { usdc } from "@/lib/core/money";
import type { Page } from "@/lib/core/page";
import type { ReferralProof } from "@/lib/core/referral/proof";
import { type EpochMs, fromDateOrNull } from "@/lib/core/time";
import type { WorkerLine, WorkerTotals } from "@/lib/core/worker/worker-view";
import { encodeCursor } from "@/lib/schemas/cursor";
import type { WorkerFilters } from "@/lib/schemas/list-filters";
import type { ServiceContext } from "../context";
import { spentSql } from "../wallet/list-wallets";
import { type WorkerView, matchingWorkers, workerCursor, workerOrder, workerPlace } from "./worker-list-sql";

interface Stored {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly state: string;
  readonly referralProof: ReferralProof;
  readonly feesMicros: bigint;
  readonly netMicros: bigint;
  readonly paidMicros: bigint;
  readonly failureMessage: string | null;
  readonly heartbeatAt: Date | null;
  readonly createdAt: Date;
  readonly upstreamId: string | null;
  readonly walletId: string | null;
  readonly spent: bigint | null;
  readonly dailyLimitMicros: bigint | null;
}

/** The workers that match, by keyset in the order asked for; `now` is platform time. Units: micros. */
export async function listWorkers(
  ctx: Pick<ServiceContext, "db">, connectionId: string, filters: WorkerFilters, { view, now }: { view: WorkerView; now: EpochMs },
): Promise<Page<WorkerLine>> {
  const order = workerOrder(filters);
  const stored = await ctx.db.$queryRaw<Stored[]>`
    with a as (
      select a.* from "Agent" a where ${matchingWorkers(connectionId, filters, view)} ${workerPlace(filters)}
      order by ${order} limit ${filters.size + 1}
    )
    select a.id, a.name, a.role, a.state, a."referralProof", a."feesMicros", a."netMicros", a."paidMicros",
      a."failureMessage", a."heartbeatAt", a."createdAt", c."upstreamId", w.id as "walletId", w.spent, w."dailyLimitMicros"
    from a
    left join lateral (select "upstreamId" from "AgentAccount" where "agentId" = a.id order by "createdAt" limit 1) c on true
    left join lateral (
      select min(w.id) as id, sum(w."dailyLimitMicros")::bigint as "dailyLimitMicros", sum(${spentSql(now)})::bigint as spent
      from "ChildWallet" w where w."agentId" = a.id and w."closedAt" is null
    ) w on true
    order by ${order}`;
  return toPage(stored, filters);
}

function toPage(stored: Stored[], filters: WorkerFilters): Page<WorkerLine> {
  const isBack = filters.direction === "previous";
  const more = stored.length > filters.size;
  const kept = stored.slice(0, filters.size);
  if (isBack) kept.reverse();
  const cursorOf = (row: Stored | undefined) => (row ? encodeCursor(workerCursor(row, filters.sort)) : null);
  return {
    rows: kept.map(toRow),
    before: isBack ? (more ? cursorOf(kept[0]) : null) : filters.cursor ? cursorOf(kept[0]) : null,
    after: isBack || more ? cursorOf(kept.at(-1)) : null,
  };
}

function toRow(row: Stored): WorkerLine {
  return {
    id: row.id, name: row.name, role: row.role, state: row.state, proof: row.referralProof, upstreamId: row.upstreamId,
    fees: usdc(row.feesMicros), net: usdc(row.netMicros), hasCosts: row.feesMicros !== 0n || row.netMicros !== 0n || row.paidMicros !== 0n,
    failure: row.failureMessage, heartbeatAt: fromDateOrNull(row.heartbeatAt),
    wallet: row.walletId === null ? null : {
      spent: usdc(row.spent ?? 0n), dailyLimit: row.dailyLimitMicros === null ? null : usdc(row.dailyLimitMicros),
    },
  };
}

/** One pass over the matches and their open wallets; bounded by the fleet, never by its history. */
export async function totalWorkers(
  ctx: Pick<ServiceContext, "db">, connectionId: string, filters: WorkerFilters, { view, now }: { view: WorkerView; now: EpochMs },
): Promise<WorkerTotals> {
  const [sums] = await ctx.db.$queryRaw<{ count: bigint; fees: bigint; net: bigint; spent: bigint; allowed: bigint }[]>`
    with m as materialized (
      select a.id, a."feesMicros", a."netMicros" from "Agent" a where ${matchingWorkers(connectionId, filters, view)}
    ), w as (
      select sum(${spentSql(now)}) as spent, sum(w."dailyLimitMicros") as allowed from "ChildWallet" w
      where w."connectionId" = ${connectionId} and w."closedAt" is null and w."agentId" in (select id from m)
    )
    select count(*) as count, coalesce(sum(m."feesMicros"), 0)::bigint as fees, coalesce(sum(m."netMicros"), 0)::bigint as net,
      coalesce((select spent from w), 0)::bigint as spent, coalesce((select allowed from w), 0)::bigint as allowed from m`;
  return {
    count: Number(sums?.count ?? 0n), fees: usdc(sums?.fees ?? 0n), net: usdc(sums?.net ?? 0n), spent: usdc(sums?.spent ?? 0n),
    allowed: usdc(sums?.allowed ?? 0n),
  };
}

/** How many workers stand in each state and role: the counts of the views and the choices of the filters. */
export async function countWorkers(ctx: Pick<ServiceContext, "db">, connectionId: string) {
  const rows = await ctx.db.$queryRaw<{ state: string; role: string; count: bigint }[]>`
    select state, role, count(*) as count from "Agent" where "connectionId" = ${connectionId} and kind = 'worker' group by state, role`;
  const tally = (key: "state" | "role") => {
    const counts: Record<string, number> = {};
    for (const row of rows) counts[row[key]] = (counts[row[key]] ?? 0) + Number(row.count);
    return counts;
  };
  return { byState: tally("state"), byRole: tally("role") } satisfies Record<string, Readonly<Record<string, number>>>;
}
