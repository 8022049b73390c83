import { actorCan, isSteppedUp } from "@/lib/core/access/actor";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";

/** Whoever changes tokens is an administrator; the refusal is audited. Errors: throws `FORBIDDEN`. */
export async function authorizeTokenChange(ctx: ServiceContext, action: string): Promise<void> {
  if (ctx.actor.type !== "token" && actorCan(ctx.actor, "token.manage")) return;
  const message = "Only an administrator may make or revoke tokens. Nothing was changed.";
  await ctx.db.$transaction((tx) => appendAudit(tx, ctx, {
    connectionId: null, action, result: "denied", subject: { type: "token", id: "tokens", name: "Tokens" }, summary: message,
  }));
  throw new ServiceError("FORBIDDEN", message);
}

/** A new token is a new way in, so its maker proves himself again. Errors: `STEP_UP_REQUIRED`. */
export function checkStepUp(ctx: ServiceContext): Result<null, Failure> {
  if (isSteppedUp(ctx.actor, ctx.now())) return ok(null);
  return fail({ code: "STEP_UP_REQUIRED", message: "A new token needs your password again. Nothing was made. Enter it and repeat." });
}
