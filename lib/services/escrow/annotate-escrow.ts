import { actorCan } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import { toDecimal, usdc } from "@/lib/core/money";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { notify } from "@/lib/db/notify";
import type { Annotation } from "@/lib/schemas/annotation";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { escrowName, lockEscrowRow } from "./escrow-row";

/** What people added to an escrow; empty when nobody did. */
export async function getEscrowAnnotation(ctx: Pick<ServiceContext, "db">, escrowId: string): Promise<Annotation> {
  const row = await ctx.db.escrow.findUnique({ where: { id: escrowId }, select: { tags: true, notes: true, externalReference: true } });
  return row ?? { tags: [], notes: null, externalReference: null };
}

/** Replaces tags, notes and the external reference; nothing of it reaches the platform. Errors: `FORBIDDEN`, `NOT_FOUND`. */
export async function annotateEscrow(
  ctx: ServiceContext, connectionId: string, escrowId: string, wish: Annotation,
): Promise<Result<Annotation, Failure>> {
  if (!actorCan(ctx.actor, "fleet.annotate")) {
    return fail({ code: "FORBIDDEN", message: `Your roles do not allow this. Nothing was changed. Ask somebody who is ${rolesWith("fleet.annotate").join(" or ")}.` });
  }
  return ctx.db.$transaction(async (tx): Promise<Result<Annotation, Failure>> => {
    const row = await lockEscrowRow(tx, connectionId, escrowId);
    if (!row) return fail({ code: "NOT_FOUND", message: "There is no such escrow on this connection. Nothing was changed." });
    await tx.escrow.update({ where: { id: escrowId }, data: { tags: [...wish.tags], notes: wish.notes, externalReference: wish.externalReference } });
    await notify(tx, "escrows", escrowId);
    await appendAudit(tx, ctx, {
      connectionId, action: "escrow.annotated", result: "recorded",
      subject: { type: "escrow", id: escrowId, name: escrowName(toDecimal(usdc(row.amountMicros)), row.payeeName) },
      summary: `Tags ${wish.tags.join(", ") || "none"}`,
      before: { tags: row.tags, notes: row.notes, externalReference: row.externalReference }, after: { ...wish },
    });
    return ok(wish);
  });
}
