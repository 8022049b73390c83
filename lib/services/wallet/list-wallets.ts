import type { Page } from "@/lib/core/page";
import type { EpochMs } from "@/lib/core/time";
import type { WalletLine } from "@/lib/core/wallet/wallet-view";
import { Prisma } from "@/lib/db/generated/client";
import { encodeCursor } from "@/lib/schemas/cursor";
import type { WalletFilters } from "@/lib/schemas/list-filters";
import type { ServiceContext } from "../context";
import { type StoredWallet, toWalletRow } from "./wallet-row";

/** What counts as spent at `now`, in SQL: nothing once the window of the reading is over. */
export function spentSql(now: EpochMs): Prisma.Sql {
  return Prisma.sql`(case when w."resetsAt" <= ${new Date(now)} then 0 else w."spentMicros" end)`;
}

/** The columns of `StoredWallet`, for `"ChildWallet" w` joined with `"Agent" a`. */
export const WALLET_COLUMNS = Prisma.sql`
  w.id, w."agentId", a.name, a.role, a.state as "workerState", w."upstreamId", w.label, w."balanceMicros",
  w."dailyLimitMicros", w."spentMicros", w."autoReset", w."allowWithdrawals", w."resetsAt", w."readAt", w."closedAt",
  w."createdAt",
  (select i.outcome from "Intent" i where i."subjectId" = w.id and i.outcome in ('sending', 'unknown') limit 1) as "inFlight"`;

/** Open child wallets, newest first, by keyset. `now` is platform time. Units: micros. */
export async function listWallets(
  ctx: Pick<ServiceContext, "db">, connectionId: string, filters: WalletFilters, now: EpochMs,
): Promise<Page<WalletLine>> {
  const isBack = filters.direction === "previous";
  const stored = await ctx.db.$queryRaw<StoredWallet[]>`
    select ${WALLET_COLUMNS} from "ChildWallet" w join "Agent" a on a.id = w."agentId"
    where ${matching(connectionId, filters, now)} ${place(filters, isBack)}
    order by w."createdAt" ${isBack ? ASC : DESC}, w.id ${isBack ? DESC : ASC} limit ${filters.size + 1}`;
  const more = stored.length > filters.size;
  const kept = stored.slice(0, filters.size);
  if (isBack) kept.reverse();
  const cursorOf = (row: StoredWallet | undefined) => (row ? encodeCursor({ value: row.createdAt.toISOString(), id: row.id }) : null);
  return {
    rows: kept.map((row) => toWalletRow(row, now)),
    before: isBack ? (more ? cursorOf(kept[0]) : null) : filters.cursor ? cursorOf(kept[0]) : null,
    after: isBack || more ? cursorOf(kept.at(-1)) : null,
  };
}

const ASC = Prisma.raw("asc");
const DESC = Prisma.raw("desc");

function matching(connectionId: string, { q, use }: WalletFilters, now: EpochMs): Prisma.Sql {
  const conditions = [Prisma.sql`w."connectionId" = ${connectionId}`, Prisma.sql`w."closedAt" is null`];
  if (q) {
    const like = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
    conditions.push(Prisma.sql`(a.name ilike ${like} or w.id = ${q} or w."upstreamId" = ${q} or w.label = ${q} or a.id = ${q})`);
  }
  if (use) {
    const percent = use === "at_limit" ? 100 : 85;
    conditions.push(Prisma.sql`w."dailyLimitMicros" is not null and ${spentSql(now)} * 100 >= w."dailyLimitMicros" * ${percent}`);
  }
  return Prisma.join(conditions, " and ");
}

function place({ cursor }: WalletFilters, isBack: boolean): Prisma.Sql {
  const at = cursor ? new Date(cursor.value) : null;
  if (!cursor || !at || Number.isNaN(at.getTime())) return Prisma.empty;
  return isBack
    ? Prisma.sql`and (w."createdAt" > ${at} or (w."createdAt" = ${at} and w.id < ${cursor.id}))`
    : Prisma.sql`and (w."createdAt" < ${at} or (w."createdAt" = ${at} and w.id > ${cursor.id}))`;
}
