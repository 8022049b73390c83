import { createHash } from "node:crypto";
import { DAY_MS, MINUTE_MS } from "@/lib/core/time";
import type { Operator } from "@/lib/db/generated/client";
import { clearAttemptRow, countAttemptRow, deleteOldAttempts } from "@/lib/db/rows/operator-rows";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { isPasswordOf } from "./passwords";

/** Ten wrong passwords for one e-mail address within fifteen minutes close it for fifteen minutes. */
export const ATTEMPT_LIMITS = { failuresMax: 10, windowMs: 15 * MINUTE_MS, blockMs: 15 * MINUTE_MS };

/** So many failures with addresses that nobody has are written down in a quarter of an hour, whoever makes them up. */
export const STRANGER_LIMITS = { failuresMax: 100, windowMs: 15 * MINUTE_MS, blockMs: 15 * MINUTE_MS };

export type PasswordCheck =
  | { readonly verdict: "right"; readonly operator: Operator }
  | { readonly verdict: "wrong" }
  | { readonly verdict: "blocked" };

/**
 * Checks a password of an account. Counts the attempt first, so guesses side by side do not pass the limit; an unknown
 * or disabled account takes as long as a wrong password. Failures are audited, at most eleven a quarter hour per account, and
 * a hundred for all addresses that nobody has: the log is never cut, and strangers must not be able to fill it.
 */
export async function checkPassword(ctx: ServiceContext, email: string, password: string, action: string): Promise<PasswordCheck> {
  const accountHash = hashOf(`account:${email.toLowerCase()}`);
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
async function auditFailure(ctx: ServiceContext, operator: Operator | null, action: string, what: string): Promise<void> {
  const counted = await countAttemptRow(ctx.db, hashOf(operator ? `known:${operator.id}` : "strangers"), new Date(ctx.now()), STRANGER_LIMITS);
  const over = operator ? 0 : counted - STRANGER_LIMITS.failuresMax;
  const summary = over === 1 ? "A hundred failures with addresses that nobody has: more are not written for 15 minutes" : what;
  const subject = { type: "operator", id: operator?.id ?? "unknown", name: operator?.name ?? "unknown account" };
  const write = ctx.db.$transaction(async (tx) => {
    await appendAudit(tx, ctx, { connectionId: null, action, result: "denied", subject, summary });
    // Written and undone, so that the time of the answer does not tell an account from none.
    if (over > 1) throw new NotKept();
  });
  await write.catch((error: unknown) => {
    if (!(error instanceof NotKept)) throw error;
  });
}

class NotKept extends Error {}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Forgets counts of which nothing follows any more. Returns how many. */
export async function forgetOldAttempts(ctx: Pick<ServiceContext, "db" | "now">): Promise<number> {
  return deleteOldAttempts(ctx.db, new Date(ctx.now() - DAY_MS));
}

export const BLOCKED_MESSAGE = "Too many wrong passwords for this e-mail address. Wait 15 minutes, then try again.";
