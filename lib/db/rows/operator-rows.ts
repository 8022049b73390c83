import type { Database, Tx } from "../client";

export interface SignedInRow {
  readonly sessionId: string;
  readonly operatorId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: string[];
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly steppedUpAt: Date | null;
  readonly disabledAt: Date | null;
}

/** A session with its operator, in one query by primary key: every request asks it. */
export async function findSignedInRow(db: Database | Tx, sessionId: string): Promise<SignedInRow | null> {
  const [row] = await db.$queryRaw<SignedInRow[]>`
    select s.id as "sessionId", o.id as "operatorId", o.name, o.email, o.roles, s."createdAt", s."lastSeenAt",
           s."expiresAt", s."revokedAt", s."steppedUpAt", o."disabledAt"
    from "Session" s join "Operator" o on o.id = s."operatorId" where s.id = ${sessionId}`;
  return row ?? null;
}

/** Moves a session's end; two requests at once write it once. */
export async function slideSession(db: Database, sessionId: string, seenAt: Date, notSeenSince: Date, expiresAt: Date): Promise<void> {
  await db.session.updateMany({
    where: { id: sessionId, revokedAt: null, lastSeenAt: { lt: notSeenSince } }, data: { lastSeenAt: seenAt, expiresAt },
  });
}

/** Ends every open session of an operator, but for one that may stay. Returns how many. */
export async function revokeSessionRows(tx: Tx, operatorId: string, at: Date, keepSessionId?: string): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { operatorId, revokedAt: null, ...(keepSessionId ? { id: { not: keepSessionId } } : {}) }, data: { revokedAt: at },
  });
  return count;
}

/** One change of people at a time, so that two administrators cannot remove each other in the same moment. */
export async function lockPeople(tx: Tx): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('people', 7747))::text`;
}

/** How many enabled administrators there are besides one operator. */
export async function countOtherAdministrators(tx: Tx, operatorId: string): Promise<number> {
  return tx.operator.count({ where: { roles: { has: "admin" }, disabledAt: null, id: { not: operatorId } } });
}

/** True once somebody administers this console, also when he was disabled since. */
export async function hasAdministrator(db: Database | Tx): Promise<boolean> {
  return (await db.operator.findFirst({ where: { roles: { has: "admin" } }, select: { id: true } })) !== null;
}

export interface AttemptLimits {
  readonly failuresMax: number;
  readonly windowMs: number;
  readonly blockMs: number;
}

/**
 * Counts an attempt before the password is looked at, in one statement: attempts side by side cannot slip past the
 * limit. The returned count is above `failuresMax` when this attempt is refused.
 */
export async function countAttemptRow(db: Database, accountHash: string, at: Date, limits: AttemptLimits): Promise<number> {
  const windowStart = new Date(at.getTime() - limits.windowMs);
  const blockedUntil = new Date(at.getTime() + limits.blockMs);
  const [row] = await db.$queryRaw<{ failures: number }[]>`
    insert into "SignInAttempt" as a ("accountHash", failures, "windowStart", "blockedUntil") values (${accountHash}, 1, ${at}, null)
    on conflict ("accountHash") do update set
      failures = case when a."blockedUntil" > ${at} then a.failures + 1
                      when a."blockedUntil" is not null or a."windowStart" <= ${windowStart} then 1 else a.failures + 1 end,
      "windowStart" = case when a."blockedUntil" > ${at} then a."windowStart"
                           when a."blockedUntil" is not null or a."windowStart" <= ${windowStart} then ${at} else a."windowStart" end,
      "blockedUntil" = case when a."blockedUntil" > ${at} then a."blockedUntil"
                            when a."blockedUntil" is not null or a."windowStart" <= ${windowStart} then null
                            when a.failures + 1 >= ${limits.failuresMax} then ${blockedUntil} else null end
    returning failures`;
  return row?.failures ?? Number.MAX_SAFE_INTEGER;
}

/** Deletes the counts whose window began before `at`; blocks and windows are minutes long. */
export async function deleteOldAttempts(db: Database, at: Date): Promise<number> {
  const { count } = await db.signInAttempt.deleteMany({ where: { windowStart: { lt: at }, OR: [{ blockedUntil: null }, { blockedUntil: { lt: at } }] } });
  return count;
}

/** Forgets the failures of an account after a success. */
export async function clearAttemptRow(db: Database | Tx, accountHash: string): Promise<void> {
  await db.signInAttempt.deleteMany({ where: { accountHash } });
}
