import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import type { EpochMs } from "@/lib/core/time";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { BLOCKED_MESSAGE, checkPassword } from "./check-password";
import type { SignedIn } from "./find-signed-in";

/** Proves a person's password again for this session; it holds for ten minutes. Errors: `WRONG_PASSWORD`, `BLOCKED`. */
export async function stepUp(
  ctx: ServiceContext, operator: SignedIn, password: string,
): Promise<Result<{ readonly steppedUpAt: EpochMs }, Failure<"WRONG_PASSWORD" | "BLOCKED">>> {
  const check = await checkPassword(ctx, operator.email, password, "session.stepped_up");
  if (check.verdict === "blocked") return fail({ code: "BLOCKED", message: BLOCKED_MESSAGE });
  if (check.verdict === "wrong") return fail({ code: "WRONG_PASSWORD", message: "This is not your password. Nothing was done." });
  const steppedUpAt = ctx.now();
  await ctx.db.$transaction(async (tx) => {
    await tx.session.update({ where: { id: operator.sessionId }, data: { steppedUpAt: new Date(steppedUpAt) } });
    await appendAudit(tx, ctx, {
      connectionId: null, action: "session.stepped_up", result: "recorded", summary: `${operator.name} entered the password again`,
      subject: { type: "session", id: operator.sessionId, name: operator.name },
    });
  });
  return ok({ steppedUpAt });
}

/** The same context for the rest of a request whose person has just stepped up. */
export function withStepUp(ctx: ServiceContext, steppedUpAt: EpochMs): ServiceContext {
  return ctx.actor.type === "operator" ? { ...ctx, actor: { ...ctx.actor, steppedUpAt } } : ctx;
}
