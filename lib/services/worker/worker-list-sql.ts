import { Prisma } from "@/lib/db/generated/client";
import type { Cursor } from "@/lib/schemas/cursor";
import type { WorkerFilters } from "@/lib/schemas/list-filters";

/** `fleet` is everybody who is not retired; `attention` waits for a person. A filter by state stands above the view. */
export const WORKER_VIEWS = ["fleet", "attention", "retired"] as const;
export type WorkerView = (typeof WORKER_VIEWS)[number];

export const ATTENTION_STATES = ["unverified", "stale", "quarantined", "failed"] as const;

const COLUMNS = {
  created: { sql: Prisma.sql`a."createdAt"`, read: toDate },
  name: { sql: Prisma.sql`a.name`, read: (text: string) => text },
  fees: { sql: Prisma.sql`a."feesMicros"`, read: toBigint },
  net: { sql: Prisma.sql`a."netMicros"`, read: toBigint },
} as const;

/** Which workers of a connection match. The order of the conditions follows the indexes of `Agent`. */
export function matchingWorkers(connectionId: string, filters: WorkerFilters, view: WorkerView): Prisma.Sql {
  const conditions = [Prisma.sql`a."connectionId" = ${connectionId}`, Prisma.sql`a.kind = 'worker'`, inView(filters, view)];
  if (filters.role) conditions.push(Prisma.sql`a.role = ${filters.role}`);
  if (filters.proof) conditions.push(Prisma.sql`a."referralProof" = ${filters.proof}`);
  if (filters.tag) conditions.push(Prisma.sql`a.tags @> array[${filters.tag}]::text[]`);
  if (filters.q) conditions.push(matchingText(connectionId, filters.q));
  return Prisma.join(conditions, " and ");
}

/**
 * The order of the page. Workers of one batch came at one instant: there ties go by name, from the first on; elsewhere
 * by id, as the index has it.
 */
export function workerOrder({ sort, order, direction }: WorkerFilters): Prisma.Sql {
  const isUp = (order === "asc") === (direction === "next");
  if (sort !== "created") return Prisma.sql`${COLUMNS[sort].sql} ${WORD(isUp)}, a.id ${WORD(isUp)}`;
  return Prisma.sql`${COLUMNS.created.sql} ${WORD(isUp)}, a.name ${WORD(direction === "next")}`;
}

/** Rows behind the cursor, or before it when paging back. A cursor of another column is ignored. */
export function workerPlace({ sort, order, direction, cursor }: WorkerFilters): Prisma.Sql {
  if (!cursor) return Prisma.empty;
  const value = COLUMNS[sort].read(cursor.value);
  if (value === null) return Prisma.empty;
  const sign = SIGN((order === "asc") === (direction === "next"));
  const column = COLUMNS[sort].sql;
  if (sort !== "created") return Prisma.sql`and (${column}, a.id) ${sign} (${value}, ${cursor.id})`;
  return Prisma.sql`and (${column} ${sign} ${value} or (${column} = ${value} and a.name ${SIGN(direction === "next")} ${cursor.id}))`;
}

/** The place of a row, as `workerPlace` reads it. */
export function workerCursor(
  row: { readonly id: string; readonly name: string; readonly createdAt: Date; readonly feesMicros: bigint; readonly netMicros: bigint },
  sort: WorkerFilters["sort"],
): Cursor {
  if (sort === "created") return { value: row.createdAt.toISOString(), id: row.name };
  return { value: sort === "name" ? row.name : String(sort === "fees" ? row.feesMicros : row.netMicros), id: row.id };
}

const WORD = (isUp: boolean) => Prisma.raw(isUp ? "asc" : "desc");
const SIGN = (isUp: boolean) => Prisma.raw(isUp ? ">" : "<");

function inView({ state }: WorkerFilters, view: WorkerView): Prisma.Sql {
  if (state) return Prisma.sql`a.state = ${state}`;
  if (view === "retired") return Prisma.sql`a.state = 'retired'`;
  if (view === "attention") return Prisma.sql`a.state in (${Prisma.join([...ATTENTION_STATES])})`;
  return Prisma.sql`a.state <> 'retired'`;
}

function matchingText(connectionId: string, q: string): Prisma.Sql {
  const like = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(a.name ilike ${like} or a.id = ${q} or a."referralCodeUsed" = ${q} or a."externalReference" = ${q} or a.id in (
    select c."agentId" from "AgentAccount" c
    where c."connectionId" = ${connectionId} and (c."upstreamId" ilike ${like} or c."ownReferralCode" = ${q})))`;
}

/** Only the form that we give out: `new Date` reads a year out of nearly any word. */
function toDate(text: string): Date | null {
  return /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(text) && !Number.isNaN(Date.parse(text)) ? new Date(text) : null;
}

function toBigint(text: string): bigint | null {
  return /^-?\d{1,19}$/.test(text) ? BigInt(text) : null;
}
