import { newId } from "@/lib/core/ids";
import { addMs, DAY_MS, type EpochMs, fromIso } from "@/lib/core/time";
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
  const both: Prisma.AuditEntryWhereInput[] = [{ OR: [{ connectionId }, { connectionId: null }] }];
  if (filters.subject) both.push({ OR: [{ subjectId: filters.subject }, { subjectName: filters.subject }, { intentId: filters.subject }] });
  if (filters.from) both.push(await notBefore(db, fromIso(`${filters.from}T00:00:00Z`)));
  if (filters.to) both.push(await notAfter(db, addMs(fromIso(`${filters.to}T00:00:00Z`), DAY_MS)));
  return { actorId: filters.actor, action: filters.action, result: filters.result, AND: both };
}

/** Clocks of several processes differ a little, so the number only narrows down and the time decides. */
const SKEW_ENTRIES = 10_000n;

async function notBefore(db: Database, at: EpochMs): Promise<Prisma.AuditEntryWhereInput> {
  const first = await firstSeqOf(db, at);
  return { at: { gte: new Date(at) }, ...(first === null ? {} : { seq: { gte: first - SKEW_ENTRIES } }) };
}

async function notAfter(db: Database, at: EpochMs): Promise<Prisma.AuditEntryWhereInput> {
  const first = await firstSeqOf(db, at);
  return { at: { lt: new Date(at) }, ...(first === null ? {} : { seq: { lt: first + SKEW_ENTRIES } }) };
}

/** Ids sort by time and are indexed, so the first entry of a day is one look-up and not a walk through the log. */
async function firstSeqOf(db: Database, at: EpochMs): Promise<bigint | null> {
  const floor = newId("audit", at, () => new Uint8Array(16));
  const first = await db.auditEntry.findFirst({ where: { id: { gte: floor } }, orderBy: { id: "asc" }, select: { seq: true } });
  return first?.seq ?? null;
}
