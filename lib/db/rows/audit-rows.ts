import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "../client";
import { telling } from "../notify";
import { json, query, sql } from "../query";

/** One entry without what only the head of the chain knows. */
export interface NewAuditEntry {
  readonly id: string;
  readonly connectionId: string | null;
  readonly at: EpochMs;
  readonly actorType: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly action: string;
  readonly result: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly summary: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly intentId: string | null;
  readonly requestId: string;
}

/** The text that is hashed, cut where the hash before and the number of the entry stand. */
export interface HashedText {
  readonly beforePreviousHash: string;
  readonly beforeSeq: string;
  readonly rest: string;
}

/**
 * Locks the head of the chain, moves it by one and appends the entry, in one statement: the lock that every append of the
 * console waits for is held for this and the commit. Take it last.
 */
export async function appendAuditRow(tx: Tx, entry: NewAuditEntry, text: HashedText): Promise<void> {
  const rows = await query(tx, sql`
    with "last" as (select "seq", "hash" from "AuditHead" where "id" = 1 for update),
    "next" as (
      update "AuditHead" as "head" set "seq" = "last"."seq" + 1, "hash" = encode(sha256(convert_to(
        ${text.beforePreviousHash}::text || "last"."hash" || ${text.beforeSeq}::text || ("last"."seq" + 1)::text || ${text.rest}::text, 'UTF8')), 'hex')
      from "last" where "head"."id" = 1
      returning "head"."seq", "head"."hash", "last"."hash" as "previousHash"
    )
    insert into "AuditEntry" (
      "seq", "id", "connectionId", "at", "actorType", "actorId", "actorName", "action", "result", "subjectType", "subjectId",
      "subjectName", "summary", "before", "after", "intentId", "requestId", "previousHash", "hash"
    )
    select "seq", ${entry.id}, ${entry.connectionId}, ${new Date(entry.at)}::timestamptz, ${entry.actorType}, ${entry.actorId}, ${entry.actorName},
      ${entry.action}, ${entry.result}, ${entry.subjectType}, ${entry.subjectId}, ${entry.subjectName}, ${entry.summary},
      ${json(entry.before)}::jsonb, ${json(entry.after)}::jsonb, ${entry.intentId}, ${entry.requestId}, "previousHash", "hash"
    from "next"
    returning ${telling("audit")} as "told"`);
  if (rows.length === 0) throw new Error("The audit log has no head row");
}
