import type { ChainedEntry } from "@/lib/core/audit/chain";
import type { Tx } from "../client";
import { telling } from "../notify";
import { defer, json, sql } from "../query";

/** One entry without what only the head of the chain knows. */
export type NewAuditEntry = Omit<ChainedEntry, "seq" | "previousHash">;

/** The text that is hashed, cut where the hash before and the number of the entry stand. */
export interface HashedText {
  readonly beforePreviousHash: string;
  readonly beforeSeq: string;
  readonly rest: string;
}

/**
 * Locks the head of the chain, moves it by one and appends the entry, in one statement that leaves with the commit: the
 * lock that every append of the console waits for is held for no trip to the server. Take it last.
 * Errors: without a head row the number of the entry is missing, which the table refuses.
 */
export async function appendAuditRow(tx: Tx, entry: NewAuditEntry, text: HashedText): Promise<void> {
  await defer(tx, sql`
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
    values (
      (select "seq" from "next"), ${entry.id}, ${entry.connectionId}, ${new Date(entry.at)}::timestamptz, ${entry.actorType}, ${entry.actorId},
      ${entry.actorName}, ${entry.action}, ${entry.result}, ${entry.subjectType}, ${entry.subjectId}, ${entry.subjectName}, ${entry.summary},
      ${json(entry.before)}::jsonb, ${json(entry.after)}::jsonb, ${entry.intentId}, ${entry.requestId},
      (select "previousHash" from "next"), (select "hash" from "next")
    ) returning ${telling("audit")} as "told"`);
}
