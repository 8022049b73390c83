import { actorCan, isSteppedUp } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import type { Failure } from "@/lib/core/result";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";

interface Asked {
  readonly connectionId: string;
  readonly action: string;
  /** False for what changes nothing that money depends on. */
  readonly needsPassword: boolean;
}

/** Who may change a connection: an administrator with his password. A denial is audited. Errors: `FORBIDDEN`, `STEP_UP_REQUIRED`. */
export async function guardConnection(ctx: ServiceContext, { connectionId, action, needsPassword }: Asked): Promise<Failure | null> {
  if (!actorCan(ctx.actor, "connection.manage")) {
    const message = `Your roles do not allow this. The connection stays as it is. Ask somebody who is ${rolesWith("connection.manage").join(" or ")}.`;
    await ctx.db.$transaction((tx) => appendAudit(tx, ctx, {
      connectionId, action, result: "denied", subject: { type: "connection", id: connectionId, name: "Connection" }, summary: message,
    }));
    return { code: "FORBIDDEN", message };
  }
  if (!needsPassword || isSteppedUp(ctx.actor, ctx.now())) return null;
  return { code: "STEP_UP_REQUIRED", message: "Changing a connection needs your password again. It stays as it is. Enter it and repeat." };
}
