import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { forgetOldAttempts } from "./check-password";
import { signIn } from "./sign-in";
import { createOperatorWorld, type OperatorWorld, PASSWORD } from "../testing/operator-world";

let world: OperatorWorld;
beforeAll(async () => {
  world = await createOperatorWorld();
});
afterAll(() => world.close());

const tryIn = (email: string, password: string) => signIn(world.ctx, { email, password, userAgent: "Firefox" });
const verdict = async (email: string, password: string) => {
  const result = await tryIn(email, password);
  return result.ok ? "open" : result.failure.code;
};

describe("signing in", () => {
  it("opens a session for the right password and writes it down", async () => {
    const id = await world.addPerson("ada@example.org", ["viewer"]);
    const opened = await tryIn("ada@example.org", PASSWORD);
    expect(opened.ok && opened.value.operatorId).toBe(id);
    expect(await world.db.session.count({ where: { operatorId: id } })).toBe(1);
    const [entry] = await world.auditOf("session.signed_in");
    expect(entry).toMatchObject({ result: "recorded", actorId: id, subjectType: "session" });
  });

  it("says the same of an unknown address and of a wrong password, and writes neither address nor password down", async () => {
    await world.addPerson("bob@example.org", ["viewer"]);
    const wrong = await tryIn("bob@example.org", "wrong password");
    const unknown = await tryIn("nobody@example.org", "wrong password");
    expect(wrong).toEqual(unknown);
    const denied = (await world.auditOf("session.signed_in")).filter((entry) => entry.result === "denied");
    expect(denied.map((entry) => entry.subjectName)).toEqual(["bob", "unknown account"]);
    expect(JSON.stringify(denied.map(({ seq: _seq, ...entry }) => entry))).not.toContain("nobody@example.org");
  });

  it("closes an account for fifteen minutes after ten wrong passwords, also for the right one", async () => {
    await world.addPerson("cyd@example.org", ["viewer"]);
    for (let attempt = 1; attempt <= 10; attempt++) expect(await verdict("cyd@example.org", "wrong password")).toBe("WRONG_PASSWORD");
    expect(await verdict("cyd@example.org", PASSWORD)).toBe("BLOCKED");
    expect(await verdict("ada@example.org", PASSWORD)).toBe("open");
    world.advance(14 * MINUTE_MS);
    expect(await verdict("cyd@example.org", PASSWORD)).toBe("BLOCKED");
    world.advance(MINUTE_MS);
    expect(await verdict("cyd@example.org", PASSWORD)).toBe("open");
  });

  it("blocks an unknown address in the same way", async () => {
    for (let attempt = 1; attempt <= 10; attempt++) await verdict("ghost@example.org", "wrong password");
    expect(await verdict("ghost@example.org", "wrong password")).toBe("BLOCKED");
  });

  it("writes a block down once, however often it is tried", async () => {
    const before = (await world.auditOf("session.signed_in")).length;
    for (let attempt = 1; attempt <= 5; attempt++) await verdict("ghost@example.org", "wrong password");
    expect((await world.auditOf("session.signed_in")).length).toBe(before);
  });

  it("writes no more than a hundred failures of strangers down, whatever addresses they make up, and all of a person's", async () => {
    const before = (await world.auditOf("session.signed_in")).length;
    await world.db.signInAttempt.deleteMany();
    const verdicts = await Promise.all(Array.from({ length: 105 }, (_, stranger) => verdict(`stranger-${stranger}@example.org`, "wrong password")));
    expect(new Set(verdicts)).toEqual(new Set(["WRONG_PASSWORD"]));
    const written = (await world.auditOf("session.signed_in")).slice(before);
    expect(written).toHaveLength(101);
    expect(written.filter(({ summary }) => summary.startsWith("A hundred failures"))).toHaveLength(1);
    await world.addPerson("ned@example.org", ["viewer"]);
    expect(await verdict("ned@example.org", "wrong password")).toBe("WRONG_PASSWORD");
    expect(await world.auditOf("session.signed_in")).toHaveLength(before + 102);
    expect(await forgetOldAttempts(world.ctx)).toBe(0);
    expect(await forgetOldAttempts({ db: world.db, now: () => addMs(world.ctx.now(), 25 * HOUR_MS) })).toBe(108);
    expect(await world.db.signInAttempt.count()).toBe(0);
  });

  it("counts attempts that arrive at the same moment", async () => {
    await world.addPerson("dan@example.org", ["viewer"]);
    const verdicts = await Promise.all(Array.from({ length: 24 }, () => verdict("dan@example.org", "wrong password")));
    expect(verdicts.filter((word) => word === "WRONG_PASSWORD")).toHaveLength(10);
    expect(verdicts.filter((word) => word === "BLOCKED")).toHaveLength(14);
  });

  it("forgets wrong passwords after the right one", async () => {
    await world.addPerson("eve@example.org", ["viewer"]);
    for (let round = 1; round <= 3; round++) {
      for (let attempt = 1; attempt <= 8; attempt++) await verdict("eve@example.org", "wrong password");
      expect(await verdict("eve@example.org", PASSWORD)).toBe("open");
    }
  });
});
