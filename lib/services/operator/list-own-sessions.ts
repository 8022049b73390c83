import type { OwnSession } from "@/lib/core/access/people-view";
import { fromDate } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import type { SignedIn } from "./find-signed-in";

const SESSIONS_MAX = 100;

/** A person's own open sessions, newest first. */
export async function listOwnSessions(ctx: ServiceContext, operator: SignedIn): Promise<readonly OwnSession[]> {
  const rows = await ctx.db.session.findMany({
    where: { operatorId: operator.id, revokedAt: null, expiresAt: { gt: new Date(ctx.now()) } },
    orderBy: { createdAt: "desc" }, take: SESSIONS_MAX,
  });
  return rows.map((row) => ({
    id: row.id, userAgent: row.userAgent, createdAt: fromDate(row.createdAt), lastSeenAt: fromDate(row.lastSeenAt),
    expiresAt: fromDate(row.expiresAt), isThisOne: row.id === operator.sessionId,
  }));
}
