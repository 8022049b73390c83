import type { SealedEntry } from "@/lib/core/audit/chain";
import { fromDate, toIso } from "@/lib/core/time";
import type { AuditEntry } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { type AuditFilters, auditWhere } from "./audit-filters";

const BATCH_MAX = 1_000;

/** One entry as an export writes it: plain text and JSON, hashes included so that a reader can follow the chain. */
export interface AuditExportRow extends Omit<SealedEntry, "id" | "connectionId" | "seq" | "at" | "actorName" | "subjectName"> {
  readonly seq: string;
  readonly at: string;
  readonly actor: string;
  readonly subject: string;
}

/** Every entry that fits, oldest first, batch by batch, so that an export of any length holds little in memory. */
export async function* exportAudit(ctx: ServiceContext, connectionId: string, filters: AuditFilters): AsyncGenerator<AuditExportRow> {
  const where = await auditWhere(ctx.db, connectionId, filters);
  let last = 0n;
  for (;;) {
    const rows = await ctx.db.auditEntry.findMany({ where: { AND: [where, { seq: { gt: last } }] }, orderBy: { seq: "asc" }, take: BATCH_MAX });
    for (const row of rows) yield toRow(row);
    last = rows.at(-1)?.seq ?? last;
    if (rows.length < BATCH_MAX) return;
  }
}

function toRow(row: AuditEntry): AuditExportRow {
  return {
    seq: String(row.seq), at: toIso(fromDate(row.at)), actorType: row.actorType, actorId: row.actorId, actor: row.actorName,
    action: row.action, result: row.result, subjectType: row.subjectType, subjectId: row.subjectId, subject: row.subjectName,
    summary: row.summary, before: row.before, after: row.after, intentId: row.intentId, requestId: row.requestId,
    previousHash: row.previousHash, hash: row.hash,
  };
}
