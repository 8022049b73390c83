import { isRole } from "@/lib/core/access/roles";
import { newId } from "@/lib/core/ids";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { BLOCKED_MESSAGE, checkPassword } from "./check-password";
import { sessionEnd } from "./session-life";

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** The browser, as it names itself, for the list of sessions. */
  readonly userAgent: string;
}

export interface OpenedSession {
  readonly operatorId: string;
  readonly sessionId: string;
}

/** Opens a session for the right password. Errors: `WRONG_PASSWORD` (also for an unknown or disabled account), `BLOCKED`. */
export async function signIn(ctx: ServiceContext, credentials: Credentials): Promise<Result<OpenedSession, Failure<"WRONG_PASSWORD" | "BLOCKED">>> {
  const check = await checkPassword(ctx, credentials.email, credentials.password, "session.signed_in");
  if (check.verdict === "blocked") return fail({ code: "BLOCKED", message: BLOCKED_MESSAGE });
  if (check.verdict === "wrong") return fail({ code: "WRONG_PASSWORD", message: "The e-mail address or the password is wrong." });
  const { operator } = check;
  const now = ctx.now();
  const sessionId = newId("session", now, ctx.random);
  await ctx.db.$transaction(async (tx) => {
    await tx.session.create({
      data: {
        id: sessionId, operatorId: operator.id, createdAt: new Date(now), lastSeenAt: new Date(now),
        expiresAt: new Date(sessionEnd(now, now)), userAgent: credentials.userAgent.slice(0, 200),
      },
    });
    await appendAudit(tx, ctx, {
      connectionId: null, action: "session.signed_in", result: "recorded", summary: `${operator.name} signed in`,
      subject: { type: "session", id: sessionId, name: operator.name },
      actor: { type: "operator", id: operator.id, name: operator.name, roles: operator.roles.filter(isRole), steppedUpAt: null },
    });
  });
  return ok({ operatorId: operator.id, sessionId });
}
