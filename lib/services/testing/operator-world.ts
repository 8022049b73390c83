import { randomBytes } from "node:crypto";
import { type Actor, SYSTEM } from "@/lib/core/access/actor";
import type { Role } from "@/lib/core/access/roles";
import { type EpochMs, addMs, fromIso } from "@/lib/core/time";
import { openDatabase } from "@/lib/db/client";
import { createTestDatabase } from "@/scripts/test-database";
import type { ServiceContext } from "../context";
import { createOperator } from "../operator/create-operator";
import { findSignedIn, type SignedIn } from "../operator/find-signed-in";
import { signIn } from "../operator/sign-in";
import { openOutboundDoor } from "../outbound/open-door";

export const PASSWORD = "correct horse battery";

/** A database of one's own with a clock that only the test moves. */
export async function createOperatorWorld() {
  const database = await createTestDatabase();
  const db = openDatabase(database.url, 8);
  let now: EpochMs = fromIso("2026-11-20T12:00:00Z");
  const ctx: ServiceContext = {
    db, actor: SYSTEM, now: () => now, random: randomBytes, fetch: () => Response.error(), outbound: openOutboundDoor(), sleep: async () => undefined,
    keyring: { current: "v1", keys: new Map() }, requestId: "req_test", log: () => undefined,
  };
  const addPerson = async (email: string, roles: readonly Role[]): Promise<string> => {
    const made = await createOperator(ctx, { name: email.split("@")[0] ?? email, email, password: PASSWORD, roles });
    if (!made.ok) throw new Error(made.failure.message);
    return made.value.operatorId;
  };
  const signedIn = async (email: string): Promise<SignedIn> => {
    const opened = await signIn(ctx, { email, password: PASSWORD, userAgent: "test" });
    const operator = opened.ok ? await findSignedIn(db, opened.value.sessionId, now) : null;
    if (!operator) throw new Error(`${email} is not signed in`);
    return operator;
  };
  return {
    db, ctx, addPerson, signedIn,
    /** The context of a person who has just entered his password again. */
    as: (operator: SignedIn, steppedUp = true): ServiceContext => {
      const actor: Actor = { type: "operator", id: operator.id, name: operator.name, roles: operator.roles, steppedUpAt: steppedUp ? now : null };
      return { ...ctx, actor };
    },
    advance: (deltaMs: number) => void (now = addMs(now, deltaMs)),
    auditOf: (action: string) => db.auditEntry.findMany({ where: { action }, orderBy: { seq: "asc" } }),
    close: async () => {
      await db.$disconnect();
      await database.close();
    },
  };
}

export type OperatorWorld = Awaited<ReturnType<typeof createOperatorWorld>>;
