import type { SealedEntry } from "@/lib/core/audit/chain";
import { fromDate } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { type AuditFilters, auditWhere } from "./audit-filters";

export interface AuditPage {
  readonly entries: readonly SealedEntry[];
  readonly before: string | null;
  readonly after: string | null;
}

export interface AuditCursor {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

const PAGE_SIZE = 50;

/** One page of the audit log, newest first, by keyset on the entry's number. */
export async function listAudit(
  ctx: ServiceContext, connectionId: string, filters: AuditFilters, cursor: AuditCursor = {}, size = PAGE_SIZE,
): Promise<AuditPage> {
  const where = await auditWhere(ctx.db, connectionId, filters);
  const isBack = cursor.before !== undefined;
  const bound = isBack ? { gt: BigInt(cursor.before) } : cursor.after !== undefined ? { lt: BigInt(cursor.after) } : undefined;
  const found = await ctx.db.auditEntry.findMany({
    where: { AND: [where, bound ? { seq: bound } : {}] }, orderBy: { seq: isBack ? "asc" : "desc" }, take: size + 1,
  });
  const hasMore = found.length > size;
  const entries = isBack ? found.slice(0, size).reverse() : found.slice(0, size);
  const first = entries[0];
  const last = entries.at(-1);
  return {
    entries: entries.map((row) => ({ ...row, at: fromDate(row.at) })),
    before: first && (isBack ? hasMore : cursor.after !== undefined) ? String(first.seq) : null,
    after: last && (isBack || hasMore) ? String(last.seq) : null,
  };
}
