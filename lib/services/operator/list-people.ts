import { actorCan } from "@/lib/core/access/actor";
import type { ListedPerson } from "@/lib/core/access/people-view";
import { isRole } from "@/lib/core/access/roles";
import { fromDateOrNull } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";

const PEOPLE_MAX = 500;

/** Everybody with an account, by name. Errors: throws `FORBIDDEN`. */
export async function listPeople(ctx: ServiceContext): Promise<readonly ListedPerson[]> {
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
      lastSeenAt: fromDateOrNull(lastSeenAt ?? null), openSessions: row._count.sessions,
    };
  });
}
