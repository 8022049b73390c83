import { actorCan } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import { newId } from "@/lib/core/ids";
import { toIso } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import { raiseAlert } from "@/lib/db/rows/alert-rows";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { appendAudit } from "./append-audit";
import { readSealedHeads, sealHead } from "./sealed-heads";
import { type ChainVerdict, verifyChain } from "./verify-chain";

export interface AuditCheck extends ChainVerdict {
  readonly durationMs: number;
  readonly sentence: string;
}

/**
 * Verifies the whole chain for a person or the daily schedule, seals an intact head in `headsFile` outside the
 * database and writes the verdict into the log itself. Errors: `FORBIDDEN`.
 */
export async function checkAuditLog(ctx: ServiceContext, headsFile: string): Promise<AuditCheck> {
  if (!actorCan(ctx.actor, "audit.verify")) {
    throw new ServiceError("FORBIDDEN", `Your roles do not allow this. Ask somebody who is ${rolesWith("audit.verify").join(" or ")}.`);
  }
  const startedAt = ctx.now();
  const verdict = await verifyChain(ctx.db, await readSealedHeads(headsFile));
  const at = ctx.now();
  if (verdict.isIntact && verdict.head.seq > 0n) await sealHead(headsFile, { ...verdict.head, at: toIso(at) });
  const durationMs = at - startedAt;
  const sentence = verdictSentence(verdict);
  await ctx.db.$transaction(async (tx) => {
    if (!verdict.isIntact) await raiseBroken(tx, ctx, sentence);
    await appendAudit(tx, ctx, {
      connectionId: null, action: "audit.verify", result: "recorded", summary: sentence,
      subject: { type: "audit", id: "audit", name: "Audit log" },
      after: { isIntact: verdict.isIntact, checkedCount: verdict.checkedCount, headSeq: String(verdict.head.seq), headHash: verdict.head.hash, durationMs, ...verdict.counts },
    });
  });
  return { ...verdict, durationMs, sentence };
}

/** The log belongs to every connection; the alert stands with the first one, where everybody looks. */
async function raiseBroken(tx: Tx, ctx: ServiceContext, sentence: string): Promise<void> {
  const connection = await tx.connection.findFirst({ where: { archivedAt: null }, orderBy: { createdAt: "asc" }, select: { id: true } });
  if (!connection) return;
  const at = ctx.now();
  await raiseAlert(tx, {
    id: newId("alert", at, ctx.random), connectionId: connection.id, kind: "audit_broken", severity: "critical", subjectType: "audit",
    subjectId: "audit", title: "The audit log was changed", body: sentence, dedupeKey: "audit:broken", raisedAt: new Date(at),
  });
}

/** The verdict in one line: how many entries are whole, or what is wrong and where it begins. */
export function verdictSentence(verdict: ChainVerdict): string {
  const entries = verdict.checkedCount === 1 ? "1 entry" : `${verdict.checkedCount} entries`;
  if (verdict.isIntact) return `Chain intact, ${entries}.`;
  const parts = Object.entries(verdict.counts).filter(([, count]) => count > 0).map(([kind, count]) => `${count} ${kind}`);
  const first = verdict.faults[0];
  return `Chain broken: ${parts.join(", ")}${first ? `; the first fault is at entry ${first.seq}` : ""}.`;
}
