import { divide } from "@/lib/core/money";
import { Prisma } from "@/lib/db/generated/client";
import { decodeCursor, encodeCursor } from "@/lib/schemas/cursor";
import type { ServiceContext } from "../context";
import { type CostRange, dayDate } from "./cost-range";

export const COST_SORTS = ["paid", "fees", "referral", "earned", "released", "refunded", "net", "name"] as const;
export type CostSort = (typeof COST_SORTS)[number];

export interface CostSums {
  /** The whole amount that left the payer on release, the fee inside it. */
  readonly paidMicros: bigint;
  readonly feesMicros: bigint;
  readonly referralMicros: bigint;
  /** What agents of the fleet received: money that stayed inside. */
  readonly earnedMicros: bigint;
  readonly refundedMicros: bigint;
  readonly releasedCount: number;
  readonly refundedCount: number;
  /** Earned plus referral less paid: what the fleet as a whole gained. */
  readonly netMicros: bigint;
}

export interface CostRow extends CostSums {
  readonly agentId: string;
  readonly name: string;
  readonly role: string;
  readonly kind: string;
}

/** `insidePaidMicros` is what own workers were paid: it moved inside the fleet, and only its fees left. */
export interface CostTotals extends CostSums {
  readonly agentCount: number;
  readonly insidePaidMicros: bigint;
}

export interface CostReport {
  readonly rows: readonly CostRow[];
  readonly totals: CostTotals;
  readonly after: string | null;
}

export interface CostQuery extends CostRange {
  readonly sort: CostSort;
  readonly direction: "asc" | "desc";
  readonly after?: string | undefined;
  /** Rows a page; `null` gives all of them, for exports. */
  readonly size: number | null;
}

const SORT_COLUMN: Record<CostSort, string> = {
  paid: "paid", fees: "fees", referral: "referral", earned: "earned", released: "released", refunded: "refunded", net: "net", name: "name",
};

interface SumsRow { paid: bigint; fees: bigint; referral: bigint; earned: bigint; refunded: bigint; released: bigint; refunds: bigint }
interface AgentRow extends SumsRow { id: string; name: string; role: string; kind: string }

/** Cost per agent over whole UTC days, from the daily rollups; the totals cover every agent of the range, not one page. Units: micros. */
export async function getCostReport(ctx: ServiceContext, connectionId: string, query: CostQuery): Promise<CostReport> {
  const days = Prisma.sql`"connectionId" = ${connectionId} and day between ${dayDate(query.from)}::date and ${dayDate(query.to)}::date`;
  const [rows, totals] = await Promise.all([readRows(ctx, days, query), readTotals(ctx, days)]);
  const page = query.size === null ? rows : rows.slice(0, query.size);
  const last = page.at(-1);
  const hasMore = query.size !== null && rows.length > query.size;
  return {
    rows: page.map(toCostRow), totals,
    after: hasMore && last ? encodeCursor({ value: String(sortValue(toCostRow(last), query.sort)), id: last.id }) : null,
  };
}

function readRows(ctx: ServiceContext, days: Prisma.Sql, query: CostQuery): Promise<AgentRow[]> {
  const column = Prisma.raw(`s."${SORT_COLUMN[query.sort]}"`);
  const order = Prisma.raw(query.direction);
  const cursor = query.after ? decodeCursor(query.after) : null;
  const compare = Prisma.raw(query.direction === "desc" ? "<" : ">");
  const bound = cursor && query.sort === "name" ? Prisma.sql`${cursor.value}::text` : Prisma.sql`${cursor?.value ?? "0"}::numeric`;
  const isUsable = cursor !== null && (query.sort === "name" || /^-?\d+$/.test(cursor.value));
  const where = isUsable ? Prisma.sql`where (${column}, s.id) ${compare} (${bound}, ${cursor.id})` : Prisma.empty;
  const limit = query.size === null ? Prisma.empty : Prisma.sql`limit ${query.size + 1}`;
  return ctx.db.$queryRaw<AgentRow[]>`
    select s.* from (
      select a.id, a.name, a.role, a.kind, c.*, c.earned + c.referral - c.paid as net from (
        select "agentId", ${SUMS} from "CostDay" where ${days} group by "agentId"
      ) c join "Agent" a on a.id = c."agentId"
    ) s ${where} order by ${column} ${order}, s.id ${order} ${limit}`;
}

const SUMS = Prisma.sql`
  coalesce(sum("paidMicros"), 0)::bigint as paid, coalesce(sum("feesMicros"), 0)::bigint as fees,
  coalesce(sum("referralMicros"), 0)::bigint as referral, coalesce(sum("earnedMicros"), 0)::bigint as earned,
  coalesce(sum("refundedMicros"), 0)::bigint as refunded, coalesce(sum("releasedCount"), 0)::bigint as released,
  coalesce(sum("refundedCount"), 0)::bigint as refunds`;

async function readTotals(ctx: ServiceContext, days: Prisma.Sql): Promise<CostTotals> {
  const [row] = await ctx.db.$queryRaw<(SumsRow & { agents: bigint; inside: bigint })[]>`
    select count(*) as agents, ${TOTAL_SUMS}, coalesce(sum(paid) filter (where a.kind <> 'external'), 0)::bigint as inside from (
      select "agentId", ${SUMS} from "CostDay" where ${days} group by "agentId"
    ) c join "Agent" a on a.id = c."agentId"`;
  const sums = row ?? { agents: 0n, inside: 0n, paid: 0n, fees: 0n, referral: 0n, earned: 0n, refunded: 0n, released: 0n, refunds: 0n };
  return { ...toSums(sums), agentCount: Number(sums.agents), insidePaidMicros: sums.inside };
}

const TOTAL_SUMS = Prisma.sql`
  coalesce(sum(paid), 0)::bigint as paid, coalesce(sum(fees), 0)::bigint as fees, coalesce(sum(referral), 0)::bigint as referral,
  coalesce(sum(earned), 0)::bigint as earned, coalesce(sum(refunded), 0)::bigint as refunded,
  coalesce(sum(released), 0)::bigint as released, coalesce(sum(refunds), 0)::bigint as refunds`;

function toSums(row: SumsRow): CostSums {
  return {
    paidMicros: row.paid, feesMicros: row.fees, referralMicros: row.referral, earnedMicros: row.earned, refundedMicros: row.refunded,
    releasedCount: Number(row.released), refundedCount: Number(row.refunds), netMicros: row.earned + row.referral - row.paid,
  };
}

function toCostRow(row: AgentRow): CostRow {
  return { agentId: row.id, name: row.name, role: row.role, kind: row.kind, ...toSums(row) };
}

function sortValue(row: CostRow, sort: CostSort): bigint | number | string {
  const values = {
    paid: row.paidMicros, fees: row.feesMicros, referral: row.referralMicros, earned: row.earnedMicros, released: row.releasedCount,
    refunded: row.refundedMicros, net: row.netMicros, name: row.name,
  };
  return values[sort];
}

/** What one released escrow cost on average, half-even to the micro. `null` without a release. Units: micros. */
export function costPerRelease(sums: CostSums): bigint | null {
  return sums.releasedCount === 0 ? null : divide(sums.paidMicros, BigInt(sums.releasedCount), "half-even");
}
