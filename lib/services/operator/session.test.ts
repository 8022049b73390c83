import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { changeOwnPassword } from "./change-own-password";
import { changeRoles } from "./change-roles";
import { disableOperator } from "./disable-operator";
import { findSignedIn } from "./find-signed-in";
import { listOwnSessions } from "./list-own-sessions";
import { revokeOwnSession } from "./revoke-own-session";
import { signOut } from "./sign-out";
import { stepUp } from "./step-up";
import { createOperatorWorld, type OperatorWorld, PASSWORD } from "../testing/operator-world";

let world: OperatorWorld;
beforeAll(async () => {
  world = await createOperatorWorld();
  await world.addPerson("root@example.org", ["admin"]);
});
afterAll(() => world.close());

const look = (sessionId: string) => findSignedIn(world.db, sessionId, world.ctx.now());

describe("a session", () => {
  it("lives while it is used and ends twelve hours after the last use", async () => {
    await world.addPerson("ada@example.org", ["viewer"]);
    const { sessionId } = await world.signedIn("ada@example.org");
    world.advance(11 * HOUR_MS);
    expect(await look(sessionId)).not.toBeNull();
    world.advance(11 * HOUR_MS);
    expect(await look(sessionId)).not.toBeNull();
    world.advance(12 * HOUR_MS);
    expect(await look(sessionId)).toBeNull();
  });

  it("ends seven days after the sign-in even when it is used all the time", async () => {
    const { sessionId } = await world.signedIn("ada@example.org");
    for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
      world.advance(6 * HOUR_MS);
      expect(await look(sessionId)).not.toBeNull();
    }
    world.advance(6 * HOUR_MS);
    expect(await look(sessionId)).toBeNull();
  });

  it("is over at once after the sign-out, which is written down once", async () => {
    const { sessionId } = await world.signedIn("ada@example.org");
    await signOut(world.ctx, sessionId);
    await signOut(world.ctx, sessionId);
    await signOut(world.ctx, "ses_unknown");
    expect(await look(sessionId)).toBeNull();
    expect(await world.auditOf("session.signed_out")).toHaveLength(1);
  });

  it("is over at once when its operator is disabled, and follows changed roles at once", async () => {
    const root = await world.signedIn("root@example.org");
    const id = await world.addPerson("bob@example.org", ["viewer"]);
    const { sessionId } = await world.signedIn("bob@example.org");
    await changeRoles(world.as(root), { operatorId: id, roles: ["treasurer"] });
    expect((await look(sessionId))?.roles).toEqual(["treasurer"]);
    await disableOperator(world.as(root), { operatorId: id });
    expect(await look(sessionId)).toBeNull();
    await expect(world.signedIn("bob@example.org")).rejects.toThrow();
  });

  it("can be ended by its owner alone", async () => {
    await world.addPerson("cyd@example.org", ["viewer"]);
    const [mine, alsoMine, foreign] = [await world.signedIn("cyd@example.org"), await world.signedIn("cyd@example.org"), await world.signedIn("root@example.org")];
    await expect(revokeOwnSession(world.as(foreign), foreign, mine.sessionId)).rejects.toThrow(/over already/);
    await revokeOwnSession(world.as(mine), mine, alsoMine.sessionId);
    expect(await look(alsoMine.sessionId)).toBeNull();
    expect((await listOwnSessions(world.as(mine), mine)).map(({ id, isThisOne }) => [id, isThisOne])).toEqual([[mine.sessionId, true]]);
  });

  it("stays when its owner changes the password, while his others end", async () => {
    await world.addPerson("dan@example.org", ["viewer"]);
    const [mine, other] = [await world.signedIn("dan@example.org"), await world.signedIn("dan@example.org")];
    const wrong = await changeOwnPassword(world.as(mine), mine, { currentPassword: "not this one", newPassword: "another password" });
    expect(wrong).toMatchObject({ ok: false, failure: { code: "WRONG_PASSWORD" } });
    const changed = await changeOwnPassword(world.as(mine), mine, { currentPassword: PASSWORD, newPassword: "another password" });
    expect(changed).toMatchObject({ ok: true, value: { endedSessions: 1 } });
    expect(await look(mine.sessionId)).not.toBeNull();
    expect(await look(other.sessionId)).toBeNull();
    await expect(world.signedIn("dan@example.org")).rejects.toThrow();
  });

  it("remembers the step-up of this session alone", async () => {
    await world.addPerson("eve@example.org", ["treasurer"]);
    const [mine, other] = [await world.signedIn("eve@example.org"), await world.signedIn("eve@example.org")];
    expect(mine.steppedUpAt).toBeNull();
    expect(await stepUp(world.as(mine), mine, "not this one")).toMatchObject({ ok: false, failure: { code: "WRONG_PASSWORD" } });
    expect(await stepUp(world.as(mine), mine, PASSWORD)).toMatchObject({ ok: true });
    expect((await look(mine.sessionId))?.steppedUpAt).toBe(world.ctx.now());
    expect((await look(other.sessionId))?.steppedUpAt).toBeNull();
  });

  it("writes its last use at most every five minutes", async () => {
    const { sessionId } = await world.signedIn("eve@example.org");
    const seenAt = async () => (await world.db.session.findUniqueOrThrow({ where: { id: sessionId } })).lastSeenAt.getTime();
    const opened = await seenAt();
    world.advance(5 * MINUTE_MS);
    await look(sessionId);
    expect(await seenAt()).toBe(opened);
    world.advance(1);
    await look(sessionId);
    expect(await seenAt()).toBe(opened + 5 * MINUTE_MS + 1);
  });
});
