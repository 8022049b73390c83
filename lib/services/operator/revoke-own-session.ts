import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import type { SignedIn } from "./find-signed-in";

/** Ends one of a person's own sessions. Errors: `NOT_FOUND` for a session that is not his or is over. */
export async function revokeOwnSession(ctx: ServiceContext, operator: SignedIn, sessionId: string): Promise<void> {
  const at = new Date(ctx.now());
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({ where: { id: sessionId, operatorId: operator.id, revokedAt: null }, data: { revokedAt: at } });
    if (count === 0) throw new ServiceError("NOT_FOUND", "This session is over already. Reload the page.");
    await appendAudit(tx, ctx, {
      connectionId: null, action: "session.revoked", result: "recorded", summary: `${operator.name} ended one of his sessions`,
      subject: { type: "session", id: sessionId, name: operator.name },
    });
  });
}
