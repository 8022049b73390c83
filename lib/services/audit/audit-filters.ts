import { newId } from "@/lib/core/ids";
import { addMs, DAY_MS, fromIso } from "@/lib/core/time";
import type { Database } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

/** What the audit page and the exports can ask for. Days are UTC and inclusive. */
export interface AuditFilters {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly result?: string | undefined;
  /** An id or the exact name of what was acted on. */
  readonly subject?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The condition on entries: those of the connection and those of the console itself. */
export async function auditWhere(db: Database, connectionId: string, filters: AuditFilters): Promise<Prisma.AuditEntryWhereInput> {
  const since = filters.from ? await firstSeqOf(db, filters.from, 0) : null;
  const until = filters.to ? await firstSeqOf(db, filters.to, DAY_MS) : null;
  const both: Prisma.AuditEntryWhereInput[] = [{ OR: [{ connectionId }, { connectionId: null }] }];
  if (filters.subject) both.push({ OR: [{ subjectId: filters.subject }, { subjectName: filters.subject }, { intentId: filters.subject }] });
  if (filters.from) both.push({ seq: { gte: since ?? NEVER } });
  if (until !== null) both.push({ seq: { lt: until } });
  return { actorId: filters.actor, action: filters.action, result: filters.result, AND: both };
}

const NEVER = 9_223_372_036_854_775_807n;

/** Ids sort by time and are indexed, so the first entry of a day is one look-up and not a walk through the log. */
async function firstSeqOf(db: Database, day: string, shiftMs: number): Promise<bigint | null> {
  const floor = newId("audit", addMs(fromIso(`${day}T00:00:00Z`), shiftMs), () => new Uint8Array(16));
  const first = await db.auditEntry.findFirst({ where: { id: { gte: floor } }, orderBy: { id: "asc" }, select: { seq: true } });
  return first?.seq ?? null;
}
