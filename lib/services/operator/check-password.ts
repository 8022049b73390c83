import { createHash } from "node:crypto";
import { MINUTE_MS } from "@/lib/core/time";
import type { Operator } from "@/lib/db/generated/client";
import { clearAttemptRow, countAttemptRow } from "@/lib/db/rows/operator-rows";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { isPasswordOf } from "./passwords";

/** Ten wrong passwords for one e-mail address within fifteen minutes close it for fifteen minutes. */
export const ATTEMPT_LIMITS = { failuresMax: 10, windowMs: 15 * MINUTE_MS, blockMs: 15 * MINUTE_MS };

export type PasswordCheck =
  | { readonly verdict: "right"; readonly operator: Operator }
  | { readonly verdict: "wrong" }
  | { readonly verdict: "blocked" };

/**
 * Checks a password of an account. Counts the attempt first, so guesses side by side do not pass the limit; an unknown
 * or disabled account takes as long as a wrong password. Failures are audited, at most eleven a quarter hour per account.
 */
export async function checkPassword(ctx: ServiceContext, email: string, password: string, action: string): Promise<PasswordCheck> {
  const accountHash = createHash("sha256").update(`account:${email.toLowerCase()}`).digest("hex");
  const attempts = await countAttemptRow(ctx.db, accountHash, new Date(ctx.now()), ATTEMPT_LIMITS);
  const operator = await ctx.db.operator.findUnique({ where: { email } });
  if (attempts > ATTEMPT_LIMITS.failuresMax) {
    if (attempts === ATTEMPT_LIMITS.failuresMax + 1) await auditFailure(ctx, operator, action, "Blocked after ten wrong passwords");
    return { verdict: "blocked" };
  }
  const isRight = await isPasswordOf(operator && !operator.disabledAt ? operator.passwordHash : null, password);
  if (operator && isRight) {
    await clearAttemptRow(ctx.db, accountHash);
    return { verdict: "right", operator };
  }
  await auditFailure(ctx, operator, action, operator?.disabledAt ? "The account is disabled" : "Wrong e-mail or password");
  return { verdict: "wrong" };
}

/** An unknown address is not written down: people type passwords into the wrong field. */
async function auditFailure(ctx: ServiceContext, operator: Operator | null, action: string, summary: string): Promise<void> {
  const subject = { type: "operator", id: operator?.id ?? "unknown", name: operator?.name ?? "unknown account" };
  await ctx.db.$transaction((tx) => appendAudit(tx, ctx, { connectionId: null, action, result: "denied", subject, summary }));
}

export const BLOCKED_MESSAGE = "Too many wrong passwords for this e-mail address. Wait 15 minutes, then try again.";
