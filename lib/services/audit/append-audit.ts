import type { Actor } from "@/lib/core/access/actor";
import { canonicalEntry } from "@/lib/core/audit/chain";
import { newId } from "@/lib/core/ids";
import type { Tx } from "@/lib/db/client";
import { appendAuditRow, type HashedText, type NewAuditEntry } from "@/lib/db/rows/audit-rows";
import type { ServiceContext } from "../context";

/** `recorded` is a change of our own that needs no platform call. */
export type AuditResult = "requested" | "recorded" | "denied" | "succeeded" | "rejected" | "unknown";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface AuditInput {
  readonly connectionId: string | null;
  readonly action: string;
  readonly result: AuditResult;
  readonly subject: { readonly type: string; readonly id: string; readonly name: string };
  readonly summary: string;
  readonly before?: Json;
  readonly after?: Json;
  readonly intentId?: string | null;
  readonly actor?: Actor;
}

/**
 * Appends one entry to the hash chain. Call it last in the transaction: it takes the lock that every append waits for.
 * Errors: any failure aborts the caller's transaction, so no change lands without its entry.
 */
export async function appendAudit(tx: Tx, ctx: ServiceContext, input: AuditInput): Promise<void> {
  const actor = input.actor ?? ctx.actor;
  const at = ctx.now();
  const entry: NewAuditEntry = {
    id: newId("audit", at, ctx.random), connectionId: input.connectionId, at,
    actorType: actor.type, actorId: actor.id, actorName: actor.name, action: input.action, result: input.result,
    subjectType: input.subject.type, subjectId: input.subject.id, subjectName: input.subject.name, summary: input.summary,
    before: input.before ?? null, after: input.after ?? null, intentId: input.intentId ?? null, requestId: ctx.requestId,
  };
  await appendAuditRow(tx, entry, toHashedText(entry));
}

const PREVIOUS = '"previousHash":"';
const SEQ = '"seq":"';

/** Keys stand in order and quotes inside a value are escaped, so the last such key is the entry's own. */
function toHashedText(entry: NewAuditEntry): HashedText {
  const text = canonicalEntry({ ...entry, seq: 0n, previousHash: "" });
  const previousAt = text.lastIndexOf(PREVIOUS) + PREVIOUS.length;
  const seqAt = text.lastIndexOf(SEQ) + SEQ.length;
  return { beforePreviousHash: text.slice(0, previousAt), beforeSeq: text.slice(previousAt, seqAt), rest: text.slice(seqAt + 1) };
}
