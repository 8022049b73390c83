import { type EpochMs, toEpochMs } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import type { SignedIn } from "./find-signed-in";

export interface OwnSession {
  readonly id: string;
  readonly userAgent: string;
  readonly createdAt: EpochMs;
  readonly lastSeenAt: EpochMs;
  readonly expiresAt: EpochMs;
  readonly isThisOne: boolean;
}

const SESSIONS_MAX = 100;

/** A person's own open sessions, newest first. */
export async function listOwnSessions(ctx: ServiceContext, operator: SignedIn): Promise<readonly OwnSession[]> {
  const rows = await ctx.db.session.findMany({
    where: { operatorId: operator.id, revokedAt: null, expiresAt: { gt: new Date(ctx.now()) } },
    orderBy: { createdAt: "desc" }, take: SESSIONS_MAX,
  });
  return rows.map((row) => ({
    id: row.id, userAgent: row.userAgent, createdAt: toEpochMs(row.createdAt.getTime()), lastSeenAt: toEpochMs(row.lastSeenAt.getTime()),
    expiresAt: toEpochMs(row.expiresAt.getTime()), isThisOne: row.id === operator.sessionId,
  }));
}
