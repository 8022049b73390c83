import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";

/** Ends a session. One that is over already, or was never there, is left alone and says nothing. */
export async function signOut(ctx: ServiceContext, sessionId: string): Promise<void> {
  const at = new Date(ctx.now());
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: at } });
    if (count === 0) return;
    const { operator } = await tx.session.findUniqueOrThrow({ where: { id: sessionId }, include: { operator: true } });
    await appendAudit(tx, ctx, {
      connectionId: null, action: "session.signed_out", result: "recorded", summary: `${operator.name} signed out`,
      subject: { type: "session", id: sessionId, name: operator.name },
      actor: { type: "operator", id: operator.id, name: operator.name, roles: [], steppedUpAt: null },
    });
  });
}
