import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { authorizeTokenChange } from "./authorize-token-change";

/** Ends a token at once; ending it twice is one ending. Errors: throws `FORBIDDEN`, `NOT_FOUND`. */
export async function revokeToken(ctx: ServiceContext, { tokenId }: { tokenId: string }): Promise<{ readonly tokenId: string }> {
  await authorizeTokenChange(ctx, "token.revoke");
  await ctx.db.$transaction(async (tx) => {
    const token = await tx.apiToken.findUnique({ where: { id: tokenId }, select: { name: true, hint: true } });
    if (!token) throw new ServiceError("NOT_FOUND", "This token does not exist. Reload the page.");
    const { count } = await tx.apiToken.updateMany({ where: { id: tokenId, revokedAt: null }, data: { revokedAt: new Date(ctx.now()) } });
    if (count === 0) return;
    await appendAudit(tx, ctx, {
      connectionId: null, action: "token.revoke", result: "recorded", subject: { type: "token", id: tokenId, name: token.name },
      summary: `Token ${token.name} (${token.hint}) revoked`, before: { revoked: false }, after: { revoked: true },
    });
  });
  return { tokenId };
}
