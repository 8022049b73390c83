import { isApiScope } from "@/lib/core/access/scopes";
import type { ListedToken } from "@/lib/core/access/token-view";
import { fromDate, fromDateOrNull } from "@/lib/core/time";
import type { ServiceContext } from "../context";

const SHOWN_MAX = 200;

/** The newest tokens, revoked ones too: they are the evidence of who once could read. */
export async function listTokens(ctx: Pick<ServiceContext, "db" | "now">): Promise<ListedToken[]> {
  const rows = await ctx.db.apiToken.findMany({ orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: SHOWN_MAX, omit: { tokenHash: true } });
  return rows.map((row) => ({
    id: row.id, name: row.name, hint: row.hint, scopes: row.scopes.filter(isApiScope), createdBy: row.createdBy,
    state: row.revokedAt ? "revoked" : row.expiresAt && row.expiresAt.getTime() <= ctx.now() ? "expired" : "active",
    createdAt: fromDate(row.createdAt), expiresAt: fromDateOrNull(row.expiresAt), lastUsedAt: fromDateOrNull(row.lastUsedAt),
  }));
}
