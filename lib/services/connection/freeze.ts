import { actorCan, isSteppedUp } from "@/lib/core/access/actor";
import { type Permission, rolesWith } from "@/lib/core/access/permissions";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { notify } from "@/lib/db/notify";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";

type FreezeResult = Result<{ readonly frozen: boolean }, Failure>;

/** Stops every action that lets money leave; refunds and reads go on. Freezing twice is one freeze. Errors: `FORBIDDEN`, `NOT_FOUND`. */
export async function freezeFleet(ctx: ServiceContext, connectionId: string, reason: string | null): Promise<FreezeResult> {
  const refused = refuse(ctx, "fleet.freeze");
  return refused ? deny(ctx, connectionId, "fleet.freeze", refused) : setFrozen(ctx, connectionId, { frozen: true, reason });
}

/** Lets money leave again, within every limit. Errors: `FORBIDDEN`, `STEP_UP_REQUIRED`, `NOT_FOUND`. */
export async function unfreezeFleet(ctx: ServiceContext, connectionId: string): Promise<FreezeResult> {
  const refused = refuse(ctx, "fleet.unfreeze");
  if (refused) return deny(ctx, connectionId, "fleet.unfreeze", refused);
  if (!isSteppedUp(ctx.actor, ctx.now())) {
    return deny(ctx, connectionId, "fleet.unfreeze", { code: "STEP_UP_REQUIRED", message: "Unfreezing needs your password again. The fleet stays frozen." });
  }
  return setFrozen(ctx, connectionId, { frozen: false, reason: null });
}

function refuse(ctx: ServiceContext, permission: Permission): Failure | null {
  if (actorCan(ctx.actor, permission)) return null;
  return { code: "FORBIDDEN", message: `Your roles do not allow this. Nothing was changed. Ask somebody who is ${rolesWith(permission).join(" or ")}.` };
}

async function deny(ctx: ServiceContext, connectionId: string, action: string, failure: Failure): Promise<FreezeResult> {
  await ctx.db.$transaction((tx) => appendAudit(tx, ctx, {
    connectionId, action, result: "denied", subject: { type: "connection", id: connectionId, name: "Fleet" }, summary: failure.message,
  }));
  return fail(failure);
}

async function setFrozen(ctx: ServiceContext, connectionId: string, wish: { frozen: boolean; reason: string | null }): Promise<FreezeResult> {
  return ctx.db.$transaction(async (tx): Promise<FreezeResult> => {
    const [row] = await tx.$queryRaw<{ name: string; frozenAt: Date | null; frozenReason: string | null }[]>`
      select name, "frozenAt", "frozenReason" from "Connection" where id = ${connectionId} for update`;
    if (!row) return fail({ code: "NOT_FOUND", message: "This connection does not exist. Reload the page." });
    if ((row.frozenAt !== null) === wish.frozen) return ok({ frozen: wish.frozen });
    const data = wish.frozen
      ? { frozenAt: new Date(ctx.now()), frozenBy: ctx.actor.name, frozenReason: wish.reason }
      : { frozenAt: null, frozenBy: null, frozenReason: null };
    await tx.connection.update({ where: { id: connectionId }, data });
    await notify(tx, "connection", connectionId);
    await appendAudit(tx, ctx, {
      connectionId, action: wish.frozen ? "fleet.freeze" : "fleet.unfreeze", result: "recorded",
      subject: { type: "connection", id: connectionId, name: row.name },
      summary: wish.frozen ? `Frozen${wish.reason ? `: ${wish.reason}` : ""}` : "Unfrozen",
      before: { frozen: !wish.frozen, reason: row.frozenReason }, after: { frozen: wish.frozen, reason: wish.reason },
    });
    return ok({ frozen: wish.frozen });
  });
}
