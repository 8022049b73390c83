import { isRole, type Role } from "@/lib/core/access/roles";
import { type EpochMs, addMs, toEpochMs } from "@/lib/core/time";
import type { Database } from "@/lib/db/client";
import { findSignedInRow, slideSession } from "@/lib/db/rows/operator-rows";
import { SESSION_SLIDE_MS, sessionEnd } from "./session-life";

/** Who a session belongs to. */
export interface SignedIn {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly sessionId: string;
  readonly steppedUpAt: EpochMs | null;
}

/** The operator of a session, or `null` when it is revoked, over, unknown, or its operator is disabled. Keeps a used session alive. */
export async function findSignedIn(db: Database, sessionId: string, now: EpochMs): Promise<SignedIn | null> {
  const row = await findSignedInRow(db, sessionId);
  if (!row || row.revokedAt || row.disabledAt || row.expiresAt.getTime() <= now) return null;
  const notSeenSince = addMs(now, -SESSION_SLIDE_MS);
  if (row.lastSeenAt.getTime() < notSeenSince) {
    const end = sessionEnd(toEpochMs(row.createdAt.getTime()), now);
    await slideSession(db, sessionId, new Date(now), new Date(notSeenSince), new Date(end));
  }
  return {
    id: row.operatorId, name: row.name, email: row.email, roles: row.roles.filter(isRole), sessionId: row.sessionId,
    steppedUpAt: row.steppedUpAt && toEpochMs(row.steppedUpAt.getTime()),
  };
}
