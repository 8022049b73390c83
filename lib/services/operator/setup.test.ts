import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES } from "@/lib/core/access/roles";
import { HOUR_MS } from "@/lib/core/time";
import { createFirstAdministrator } from "./create-first-administrator";
import { ensureAdministrator } from "./ensure-administrator";
import { checkSetupToken, makeSetupLink } from "./setup-link";
import { createOperatorWorld, type OperatorWorld, PASSWORD } from "../testing/operator-world";

let world: OperatorWorld;
beforeAll(async () => {
  world = await createOperatorWorld();
});
afterAll(() => world.close());

const tokenOf = (link: string | null) => new URL(link ?? "http://none").searchParams.get("token") ?? "";
const person = { name: "Ada", email: "ada@example.org", password: PASSWORD };
const make = (token: string, email = person.email) => createFirstAdministrator(world.ctx, { ...person, email, token });

describe("the set-up link", () => {
  it("holds 32 random bytes of which only the hash is stored", async () => {
    const token = tokenOf(await makeSetupLink(world.ctx, "http://localhost:3000"));
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(JSON.stringify(await world.db.setupToken.findMany())).not.toContain(token);
    expect(await checkSetupToken(world.ctx, token)).toBe("valid");
    expect(await checkSetupToken(world.ctx, `${token}x`)).toBe("invalid");
  });

  it("is worthless after a day", async () => {
    const token = tokenOf(await makeSetupLink(world.ctx, "http://localhost:3000"));
    world.advance(24 * HOUR_MS);
    expect(await make(token)).toMatchObject({ ok: false, failure: { code: "LINK_INVALID" } });
    expect(await world.db.operator.count()).toBe(0);
  });

  it("makes one administrator with all five roles, however many use it at once", async () => {
    const [one, two] = [await makeSetupLink(world.ctx, "http://localhost:3000"), await makeSetupLink(world.ctx, "http://localhost:3000")];
    const results = await Promise.all([make(tokenOf(one)), make(tokenOf(one), "bob@example.org"), make(tokenOf(two), "cyd@example.org")]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const [administrator, ...others] = await world.db.operator.findMany();
    expect(others).toEqual([]);
    expect(administrator?.roles).toEqual([...ROLES]);
    expect(administrator?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await world.auditOf("people.first_administrator")).toHaveLength(1);
  });

  it("is not made any more once there is an administrator, and an old one says so", async () => {
    expect(await makeSetupLink(world.ctx, "http://localhost:3000")).toBeNull();
    expect(await checkSetupToken(world.ctx, "anything")).toBe("done");
    expect(await ensureAdministrator(world.ctx, { email: "root@example.org", password: PASSWORD })).toBe(false);
  });
});

describe("the configured administrator", () => {
  it("is made once", async () => {
    const fresh = await createOperatorWorld();
    try {
      const made = await Promise.all([1, 2].map(() => ensureAdministrator(fresh.ctx, { email: "Root@Example.org", password: PASSWORD })));
      expect(made.filter(Boolean)).toHaveLength(1);
      expect((await fresh.signedIn("root@example.org")).roles).toEqual([...ROLES]);
    } finally {
      await fresh.close();
    }
  });
});
