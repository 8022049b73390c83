import { storedPattern } from "@/lib/core/cost/patterns";
import type { EscrowLine } from "@/lib/core/escrow/escrow-view";
import { nextAction } from "@/lib/core/escrow/silence";
import type { Dialect, EscrowState, OnSilence, RefundCause } from "@/lib/core/escrow/states";
import { type Usdc, usdc } from "@/lib/core/money";
import type { Page } from "@/lib/core/page";
import { DAY_MS, type EpochMs, fromDate, fromDateOrNull } from "@/lib/core/time";
import type { Escrow, Prisma } from "@/lib/db/generated/client";
import { encodeCursor } from "@/lib/schemas/cursor";
import type { ServiceContext } from "../context";
import { type EscrowFilters, orderOf } from "./escrow-filters";
import { searchEscrows } from "./search-escrows";

/** A line of the list, with what only the API tells. */
export interface EscrowListRow extends EscrowLine {
  readonly upstreamId: string | null;
  readonly refundCause: RefundCause | null;
  readonly fee: Usdc;
  readonly payeeAgentId: string | null;
  readonly taskId: string;
  readonly onSilence: OnSilence;
}

const PAGE_SIZE = 50;

/** A page of escrows by keyset, newest or nearest deadline first. `now` is platform time. */
export async function listEscrows(
  ctx: Pick<ServiceContext, "db">, connectionId: string, filters: EscrowFilters, { now, size = PAGE_SIZE }: { now: EpochMs; size?: number },
): Promise<Page<EscrowListRow>> {
  const isBack = filters.before !== null;
  const column = filters.sort === "deadline" ? ("deadlineAt" as const) : ("createdAt" as const);
  const towards = isBack ? flip(orderOf(filters)) : orderOf(filters);
  const found = await ctx.db.escrow.findMany({
    where: { AND: [await matching(ctx, connectionId, filters), placeOf(filters, column, towards)] },
    omit: { lockCode: true, record: true },
    orderBy: column === "deadlineAt" ? [{ deadlineAt: towards }, { id: towards }] : [{ createdAt: towards }, { id: flip(towards) }],
    take: size + 1,
  });
  const hasMore = found.length > size;
  const rows = isBack ? found.slice(0, size).reverse() : found.slice(0, size);
  const cursorOf = (row: (typeof rows)[number] | undefined) =>
    row ? encodeCursor({ value: (row[column] ?? row.createdAt).toISOString(), id: row.id }) : null;
  return {
    rows: await withNames(ctx, rows, now),
    before: (isBack ? hasMore : filters.after !== null) ? cursorOf(rows[0]) : null,
    after: isBack || hasMore ? cursorOf(rows.at(-1)) : null,
  };
}

async function matching(ctx: Pick<ServiceContext, "db">, connectionId: string, filters: EscrowFilters): Promise<Prisma.EscrowWhereInput> {
  const { state, payer, payee, tag, runId, pattern, q } = filters;
  const createdAt = daysOf(filters.from, filters.to);
  const closedAt = daysOf(filters.closedFrom, filters.closedTo);
  return {
    connectionId, ...(state ? { state } : {}), ...(payer ? { payerAgentId: payer } : {}), ...(payee ? { payeeAgentId: payee } : {}),
    ...(tag ? { tags: { has: tag } } : {}), ...(createdAt ? { createdAt } : {}), ...(closedAt ? { closedAt } : {}), ...(runId ? { runId } : {}),
    ...(pattern ? { pattern: storedPattern(pattern) } : {}), ...(filters.sort === "deadline" ? { deadlineAt: { not: null } } : {}),
    ...(q ? await searchEscrows(ctx, connectionId, q) : {}),
  };
}

/** Whole UTC days, both included. */
function daysOf(from: string | null, to: string | null): Prisma.DateTimeFilter | null {
  if (!from && !to) return null;
  return {
    ...(from ? { gte: new Date(`${from}T00:00:00Z`) } : {}), ...(to ? { lt: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS) } : {}),
  };
}

/** The rows behind a cursor. The first bound lets the index start there; the second is exact on ties. */
function placeOf(filters: EscrowFilters, column: "createdAt" | "deadlineAt", towards: "asc" | "desc"): Prisma.EscrowWhereInput {
  const cursor = filters.before ?? filters.after;
  const at = cursor ? new Date(cursor.value) : null;
  if (!cursor || !at || Number.isNaN(at.getTime())) return {};
  const past = towards === "asc" ? "gt" : "lt";
  const idPast = column === "deadlineAt" ? past : past === "gt" ? "lt" : "gt";
  return {
    [column]: { [`${past}e`]: at },
    OR: [{ [column]: { [past]: at } }, { [column]: at, id: { [idPast]: cursor.id } }],
  };
}

type Found = Omit<Escrow, "lockCode" | "record">;

async function withNames(ctx: Pick<ServiceContext, "db">, rows: readonly Found[], now: EpochMs): Promise<EscrowListRow[]> {
  const ids = rows.map(({ id }) => id);
  const [payers, intents] = await Promise.all([
    ctx.db.agent.findMany({ where: { id: { in: [...new Set(rows.map((row) => row.payerAgentId))] } }, select: { id: true, name: true } }),
    ctx.db.intent.findMany({ where: { subjectId: { in: ids }, outcome: { in: ["sending", "unknown"] } }, select: { subjectId: true, outcome: true } }),
  ]);
  const names = new Map(payers.map(({ id, name }) => [id, name]));
  const open = new Map(intents.map(({ subjectId, outcome }) => [subjectId, outcome]));
  return rows.map((row) => toListRow(row, names.get(row.payerAgentId) ?? "unknown payer", open.get(row.id) ?? null, now));
}

function toListRow(row: Found, payerName: string, intent: string | null, now: EpochMs): EscrowListRow {
  const deadlineAt = fromDateOrNull(row.deadlineAt);
  const state = row.state as EscrowState;
  return {
    id: row.id, upstreamId: row.upstreamId, state, platformWord: row.platformWord, refundCause: row.refundCause as RefundCause | null,
    intent, next: nextAction(state, { deadlineAt, now, hasUnknownIntent: intent === "unknown" }), amount: usdc(row.amountMicros),
    fee: usdc(row.feeMicros), net: usdc(row.netMicros), payerName, payeeName: row.payeeName, payeeAgentId: row.payeeAgentId,
    description: row.description, taskId: row.taskId, dialect: row.dialect as Dialect, onSilence: row.onSilence as OnSilence,
    createdAt: fromDate(row.createdAt), deadlineAt,
  };
}

function flip(order: "asc" | "desc"): "asc" | "desc" {
  return order === "asc" ? "desc" : "asc";
}
