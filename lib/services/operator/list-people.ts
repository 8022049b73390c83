import { actorCan } from "@/lib/core/access/actor";
import { isRole, type Role } from "@/lib/core/access/roles";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly isDisabled: boolean;
  readonly createdAt: EpochMs;
  readonly lastSeenAt: EpochMs | null;
  readonly openSessions: number;
}

const PEOPLE_MAX = 500;

/** Everybody with an account, by name. Errors: throws `FORBIDDEN`. */
export async function listPeople(ctx: ServiceContext): Promise<readonly Person[]> {
  if (!actorCan(ctx.actor, "people.manage")) throw new ServiceError("FORBIDDEN", "Only an administrator sees the people of this console.");
  const now = new Date(ctx.now());
  const open = { revokedAt: null, expiresAt: { gt: now } };
  const [rows, lastSeen] = await Promise.all([
    ctx.db.operator.findMany({ orderBy: { name: "asc" }, take: PEOPLE_MAX, include: { _count: { select: { sessions: { where: open } } } } }),
    ctx.db.session.groupBy({ by: ["operatorId"], _max: { lastSeenAt: true } }),
  ]);
  const seenAt = new Map(lastSeen.map((row) => [row.operatorId, row._max.lastSeenAt]));
  return rows.map((row) => {
    const lastSeenAt = seenAt.get(row.id);
    return {
      id: row.id, name: row.name, email: row.email, roles: row.roles.filter(isRole), isDisabled: row.disabledAt !== null,
      createdAt: toEpochMs(row.createdAt.getTime()), lastSeenAt: lastSeenAt ? toEpochMs(lastSeenAt.getTime()) : null,
      openSessions: row._count.sessions,
    };
  });
}
