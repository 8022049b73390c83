import { usdc, ZERO } from "@/lib/core/money";
import { budgetParts } from "@/lib/core/run/budget-parts";
import type { Funding, Pattern } from "@/lib/core/run/plan";
import type { RunLine } from "@/lib/core/run/run-view";
import type { RunState } from "@/lib/core/run/states";
import { toEpochMs } from "@/lib/core/time";
import type { Prisma, Run } from "@/lib/db/generated/client";
import { encodeCursor } from "@/lib/schemas/cursor";
import type { ServiceContext } from "../context";
import type { RunFilters } from "./run-filters";

export interface RunPage {
  readonly rows: readonly RunLine[];
  readonly before: string | null;
  readonly after: string | null;
}

const PAGE_SIZE = 50;
const NAMES_SEARCHED = 20_000;
const MATCHES_MAX = 500;

/** A page of runs by keyset, the newest first. Names are searched among the newest 20,000; ids and numbers in all. */
export async function listRuns(ctx: Pick<ServiceContext, "db">, connectionId: string, filters: RunFilters, size = PAGE_SIZE): Promise<RunPage> {
  const isBack = filters.before !== null;
  const found = await ctx.db.run.findMany({
    where: { AND: [await matching(ctx, connectionId, filters), placeOf(filters)] },
    omit: { plan: true, input: true },
    orderBy: isBack ? [{ createdAt: "asc" }, { id: "desc" }] : [{ createdAt: "desc" }, { id: "asc" }],
    take: size + 1,
  });
  const hasMore = found.length > size;
  const rows = isBack ? found.slice(0, size).reverse() : found.slice(0, size);
  const cursorOf = (row: (typeof rows)[number] | undefined) => (row ? encodeCursor({ value: row.createdAt.toISOString(), id: row.id }) : null);
  return {
    rows: rows.map(toRunLine),
    before: (isBack ? hasMore : filters.after !== null) ? cursorOf(rows[0]) : null,
    after: isBack || hasMore ? cursorOf(rows.at(-1)) : null,
  };
}

/** True when the connection has any run: an empty list then means that nothing matches. */
export async function hasRuns(ctx: Pick<ServiceContext, "db">, connectionId: string): Promise<boolean> {
  return (await ctx.db.run.findFirst({ where: { connectionId }, select: { id: true } })) !== null;
}

async function matching(ctx: Pick<ServiceContext, "db">, connectionId: string, { q, state, pattern }: RunFilters): Promise<Prisma.RunWhereInput> {
  return { connectionId, ...(state ? { state } : {}), ...(pattern ? { pattern } : {}), ...(q ? await searchRuns(ctx, connectionId, q) : {}) };
}

async function searchRuns(ctx: Pick<ServiceContext, "db">, connectionId: string, q: string): Promise<Prisma.RunWhereInput> {
  const like = `%${q.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
  const number = /^#?(\d{1,9})$/.exec(q)?.[1];
  const named = await ctx.db.$queryRaw<{ id: string }[]>`
    select id from (
      select id, name from "Run" where "connectionId" = ${connectionId} order by "createdAt" desc, id limit ${NAMES_SEARCHED}
    ) newest where name ilike ${like} limit ${MATCHES_MAX}`;
  return { OR: [{ id: q }, ...(number ? [{ number: Number(number) }] : []), { id: { in: named.map(({ id }) => id) } }] };
}

/** The rows behind a cursor. The first bound lets the index start there; the second is exact on ties. */
function placeOf({ before, after }: RunFilters): Prisma.RunWhereInput {
  const cursor = before ?? after;
  const at = cursor ? new Date(cursor.value) : null;
  if (!cursor || !at || Number.isNaN(at.getTime())) return {};
  return before
    ? { createdAt: { gte: at }, OR: [{ createdAt: { gt: at } }, { createdAt: at, id: { lt: cursor.id } }] }
    : { createdAt: { lte: at }, OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { gt: cursor.id } }] };
}

function toRunLine(row: Omit<Run, "plan" | "input">): RunLine {
  return {
    id: row.id, number: row.number, name: row.name, pattern: row.pattern as Pattern, funding: row.funding as Funding, state: row.state as RunState,
    held: row.heldCode === null ? null : { code: row.heldCode, note: row.heldNote ?? "" },
    legCount: row.legCount, doneCount: row.doneCount, failedCount: row.failedCount, reviewCount: row.reviewCount,
    parts: budgetParts({
      budget: usdc(row.budgetMicros), released: usdc(row.paidMicros), locked: usdc(row.lockedMicros), returned: usdc(row.returnedMicros),
      lost: usdc(row.lostMicros), unknown: ZERO,
    }),
    fees: usdc(row.feesMicros), referral: usdc(row.referralMicros), createdByName: row.createdByName,
    createdAt: toEpochMs(row.createdAt.getTime()), finishedAt: row.finishedAt && toEpochMs(row.finishedAt.getTime()),
  };
}
