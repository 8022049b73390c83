import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES } from "@/lib/core/access/roles";
import { changeRoles } from "./change-roles";
import { createOperator } from "./create-operator";
import { disableOperator } from "./disable-operator";
import { enableOperator } from "./enable-operator";
import { listPeople } from "./list-people";
import { resetPassword } from "./reset-password";
import { revokeSessions } from "./revoke-sessions";
import { createOperatorWorld, type OperatorWorld, PASSWORD } from "../testing/operator-world";

let world: OperatorWorld;
beforeAll(async () => {
  world = await createOperatorWorld();
  await world.addPerson("root@example.org", ROLES);
});
afterAll(() => world.close());

const newcomer = { name: "New", email: "new@example.org", password: PASSWORD, roles: ["viewer"] as const };

describe("people", () => {
  it("are changed by nobody but an administrator", async () => {
    await world.addPerson("power@example.org", ["viewer", "operator", "treasurer", "auditor"]);
    const power = world.as(await world.signedIn("power@example.org"));
    const operatorId = (await world.signedIn("root@example.org")).id;
    const attempts = [
      createOperator(power, newcomer), changeRoles(power, { operatorId, roles: ["viewer"] }), disableOperator(power, { operatorId }),
      enableOperator(power, { operatorId }), resetPassword(power, { operatorId, password: PASSWORD }), revokeSessions(power, { operatorId }), listPeople(power),
    ];
    for (const result of await Promise.allSettled(attempts)) expect(result).toMatchObject({ status: "rejected", reason: { code: "FORBIDDEN" } });
  });

  it("are changed only after the password was entered again", async () => {
    const root = world.as(await world.signedIn("root@example.org"), false);
    expect(await createOperator(root, newcomer)).toMatchObject({ ok: false, failure: { code: "STEP_UP_REQUIRED" } });
  });

  it("get an account once per address", async () => {
    const root = world.as(await world.signedIn("root@example.org"));
    expect(await createOperator(root, newcomer)).toMatchObject({ ok: true });
    expect(await createOperator(root, newcomer)).toMatchObject({ ok: false, failure: { code: "EMAIL_TAKEN" } });
    const people = await listPeople(root);
    expect(people.find(({ email }) => email === "new@example.org")).toMatchObject({ roles: ["viewer"], openSessions: 0, lastSeenAt: null });
  });

  it("never change themselves, and the refusal is written down", async () => {
    const root = await world.signedIn("root@example.org");
    expect(await changeRoles(world.as(root), { operatorId: root.id, roles: ["viewer"] })).toMatchObject({ ok: false, failure: { code: "OWN_ACCOUNT" } });
    expect((await world.auditOf("people.roles_changed")).at(-1)).toMatchObject({ result: "denied", subjectId: root.id });
  });

  it("keep one administrator even when two remove each other in the same moment", async () => {
    await world.addPerson("second@example.org", ["admin"]);
    const [root, second] = [await world.signedIn("root@example.org"), await world.signedIn("second@example.org")];
    const results = await Promise.all([
      disableOperator(world.as(root), { operatorId: second.id }), disableOperator(world.as(second), { operatorId: root.id }),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ failure: { code: "LAST_ADMINISTRATOR" } });
    await world.db.operator.updateMany({ data: { disabledAt: null } });
  });

  it("lose their sessions with a new password", async () => {
    const [root, power] = [await world.signedIn("root@example.org"), await world.signedIn("power@example.org")];
    expect(await resetPassword(world.as(root), { operatorId: power.id, password: "a new password" })).toMatchObject({ ok: true });
    expect(await world.db.session.count({ where: { operatorId: power.id, revokedAt: null } })).toBe(0);
    await expect(world.signedIn("power@example.org")).rejects.toThrow();
  });

  it("appear in the audit log with before and after, and without a password", async () => {
    const root = await world.signedIn("root@example.org");
    const person = await world.db.operator.findUniqueOrThrow({ where: { email: "new@example.org" } });
    await changeRoles(world.as(root), { operatorId: person.id, roles: ["operator", "auditor"] });
    const entry = (await world.auditOf("people.roles_changed")).at(-1);
    expect(entry).toMatchObject({ result: "recorded", before: { roles: "viewer" }, after: { roles: "operator, auditor" }, actorId: root.id });
    const all = await world.db.auditEntry.findMany();
    expect(JSON.stringify(all.map(({ seq: _seq, ...rest }) => rest))).not.toMatch(/argon2|correct horse|a new password/);
  });
});
