import { createHash } from "node:crypto";
import type { Actor } from "@/lib/core/access/actor";
import { canonicalEntry } from "@/lib/core/audit/chain";
import { newId } from "@/lib/core/ids";
import type { Tx } from "@/lib/db/client";
import { notify } from "@/lib/db/notify";
import { appendAuditRow, lockAuditHead } from "@/lib/db/rows/audit-rows";
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
  await notify(tx, "audit");
  const head = await lockAuditHead(tx);
  const at = ctx.now();
  const entry = {
    seq: head.seq + 1n, id: newId("audit", at, ctx.random), connectionId: input.connectionId, at,
    actorType: actor.type, actorId: actor.id, actorName: actor.name, action: input.action, result: input.result,
    subjectType: input.subject.type, subjectId: input.subject.id, subjectName: input.subject.name, summary: input.summary,
    before: input.before ?? null, after: input.after ?? null, intentId: input.intentId ?? null, requestId: ctx.requestId,
    previousHash: head.hash,
  };
  const hash = createHash("sha256").update(canonicalEntry(entry)).digest("hex");
  const { before, after, ...columns } = entry;
  await appendAuditRow(tx, {
    ...columns, at: new Date(at), hash,
    ...(before === null ? {} : { before: before as object }), ...(after === null ? {} : { after: after as object }),
  });
}
