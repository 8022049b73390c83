import type { TokenActor } from "@/lib/core/access/actor";
import { type ApiScope, isApiScope } from "@/lib/core/access/scopes";
import { addMs, type EpochMs, MINUTE_MS } from "@/lib/core/time";
import type { Database } from "@/lib/db/client";
import { API_TOKEN, hashToken } from "./token-text";

export interface FoundToken {
  readonly actor: TokenActor;
  readonly scopes: readonly ApiScope[];
}

/** The last use is written at most once a minute, so that reading does not write. */
const USE_NOTED_MS = MINUTE_MS;

/** Who a bearer token is; `null` when it is unknown, revoked or over. One look-up on an index. */
export async function findToken(db: Database, text: string, now: EpochMs): Promise<FoundToken | null> {
  if (!API_TOKEN.isText(text)) return null;
  const row = await db.apiToken.findUnique({ where: { tokenHash: hashToken(text) } });
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt.getTime() <= now)) return null;
  const stale = new Date(addMs(now, -USE_NOTED_MS));
  if (!row.lastUsedAt || row.lastUsedAt < stale) {
    await db.apiToken.updateMany({
      where: { id: row.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: stale } }] }, data: { lastUsedAt: new Date(now) },
    });
  }
  return {
    actor: { type: "token", id: row.id, name: row.name, roles: ["viewer"], steppedUpAt: null }, scopes: row.scopes.filter(isApiScope),
  };
}
