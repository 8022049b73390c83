import { actorCan } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { resolveAlert as closeAlertRow } from "@/lib/db/rows/alert-rows";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { alertKind } from "./alert-kinds";

/**
 * Closes an alert for a person who says that it is dealt with. Closing one twice is one closing.
 * Errors: `FORBIDDEN`, `NOT_FOUND`, `NOT_YOURS` for an alert that closes only when its cause is gone.
 */
export async function resolveAlert(ctx: ServiceContext, alertId: string, note: string | null): Promise<Result<{ alertId: string }, Failure>> {
  if (!actorCan(ctx.actor, "alert.resolve")) {
    return fail({ code: "FORBIDDEN", message: `Your roles do not allow this. Nothing was changed. Ask somebody who is ${rolesWith("alert.resolve").join(" or ")}.` });
  }
  return ctx.db.$transaction(async (tx): Promise<Result<{ alertId: string }, Failure>> => {
    const [row] = await tx.$queryRaw<{ id: string; kind: string; title: string; connectionId: string; dedupeKey: string; resolvedAt: Date | null }[]>`
      select id, kind, title, "connectionId", "dedupeKey", "resolvedAt" from "Alert" where id = ${alertId} for update`;
    if (!row) return fail({ code: "NOT_FOUND", message: "This alert does not exist. Reload the page." });
    if (row.resolvedAt) return ok({ alertId });
    const kind = alertKind(row.kind);
    if (!kind.byPerson) return fail({ code: "NOT_YOURS", message: `This closes by itself when its cause is gone. ${kind.whatToDo}` });
    await closeAlertRow(tx, row.dedupeKey, new Date(ctx.now()), ctx.actor.name);
    await appendAudit(tx, ctx, {
      connectionId: row.connectionId, action: "alert.resolve", result: "recorded", subject: { type: "alert", id: alertId, name: row.title },
      summary: note ? `${row.title}: ${note}` : row.title, before: { resolved: false }, after: { resolved: true, note },
    });
    return ok({ alertId });
  });
}
