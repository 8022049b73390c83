import { type ApiScope, isApiScope } from "@/lib/core/access/scopes";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import type { ServiceContext } from "../context";

/** One token as the settings show it; the token itself is not known any more. */
export interface ListedToken {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly scopes: readonly ApiScope[];
  readonly state: "active" | "expired" | "revoked";
  readonly createdBy: string;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs | null;
  readonly lastUsedAt: EpochMs | null;
}

const SHOWN_MAX = 200;

/** The newest tokens, revoked ones too: they are the evidence of who once could read. */
export async function listTokens(ctx: Pick<ServiceContext, "db" | "now">): Promise<ListedToken[]> {
  const rows = await ctx.db.apiToken.findMany({ orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: SHOWN_MAX, omit: { tokenHash: true } });
  const instant = (at: Date | null) => at && toEpochMs(at.getTime());
  return rows.map((row) => ({
    id: row.id, name: row.name, hint: row.hint, scopes: row.scopes.filter(isApiScope), createdBy: row.createdBy,
    state: row.revokedAt ? "revoked" : row.expiresAt && row.expiresAt.getTime() <= ctx.now() ? "expired" : "active",
    createdAt: toEpochMs(row.createdAt.getTime()), expiresAt: instant(row.expiresAt), lastUsedAt: instant(row.lastUsedAt),
  }));
}
