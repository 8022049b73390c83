import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import { revokeSessionRows } from "@/lib/db/rows/operator-rows";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { BLOCKED_MESSAGE, checkPassword } from "./check-password";
import type { SignedIn } from "./find-signed-in";
import { hashPassword } from "./passwords";

/** Changes one's own password and ends one's other sessions. Errors: `WRONG_PASSWORD`, `BLOCKED`. */
export async function changeOwnPassword(
  ctx: ServiceContext, operator: SignedIn, input: { currentPassword: string; newPassword: string },
): Promise<Result<{ readonly endedSessions: number }, Failure<"WRONG_PASSWORD" | "BLOCKED">>> {
  const check = await checkPassword(ctx, operator.email, input.currentPassword, "account.password_changed");
  if (check.verdict === "blocked") return fail({ code: "BLOCKED", message: BLOCKED_MESSAGE });
  if (check.verdict === "wrong") return fail({ code: "WRONG_PASSWORD", message: "Your current password is another one. Nothing was changed." });
  const passwordHash = await hashPassword(input.newPassword);
  const endedSessions = await ctx.db.$transaction(async (tx) => {
    await tx.operator.update({ where: { id: operator.id }, data: { passwordHash } });
    const ended = await revokeSessionRows(tx, operator.id, new Date(ctx.now()), operator.sessionId);
    await appendAudit(tx, ctx, {
      connectionId: null, action: "account.password_changed", result: "recorded",
      summary: `${operator.name} changed his password, ${ended} other sessions ended`,
      subject: { type: "operator", id: operator.id, name: operator.name },
    });
    return ended;
  });
  return ok({ endedSessions });
}
