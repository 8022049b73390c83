import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actorCan, isSteppedUp } from "@/lib/core/access/actor";
import { PERMISSIONS } from "@/lib/core/access/permissions";
import { DAY_MS } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { createOperatorWorld, type OperatorWorld } from "../testing/operator-world";
import { findToken } from "./find-token";
import { listTokens } from "./list-tokens";
import { makeToken } from "./make-token";
import { revokeToken } from "./revoke-token";

let world: OperatorWorld;
let admin: ServiceContext;

beforeAll(async () => {
  world = await createOperatorWorld();
  await world.addPerson("admin@example.org", ["admin"]);
  await world.addPerson("olga@example.org", ["operator", "treasurer", "auditor", "viewer"]);
  admin = world.as(await world.signedIn("admin@example.org"));
});

afterAll(() => world.close());

async function make(name: string, expiresInDays: number | null = null): Promise<{ tokenId: string; token: string }> {
  const made = await makeToken({ ...admin, now: world.ctx.now, actor: { ...admin.actor, steppedUpAt: world.ctx.now() } as ServiceContext["actor"] }, { name, scopes: ["read:workers"], expiresInDays });
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
}

describe("a token", () => {
  it("is shown once and only its hash is kept", async () => {
    const { token } = await make("reports");
    expect(token).toMatch(/^pfc_[A-Za-z0-9_-]{43}$/);
    const rows = await world.db.apiToken.findMany();
    const entries = await world.db.auditEntry.findMany();
    const stored = JSON.stringify([rows, entries], (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    expect(stored).not.toContain(token);
    expect((await listTokens(world.ctx))[0]).toMatchObject({ name: "reports", hint: `pfc_…${token.slice(-4)}`, state: "active", lastUsedAt: null });
  });

  it("reads as a viewer and changes nothing", async () => {
    const { token } = await make("viewer only");
    const found = await findToken(world.db, token, world.ctx.now());
    expect(found?.scopes).toEqual(["read:workers"]);
    if (!found) throw new Error("not found");
    const may = PERMISSIONS.filter((permission) => actorCan(found.actor, permission));
    expect(may).toEqual(["fleet.read", "audit.read"]);
    expect(isSteppedUp(found.actor, world.ctx.now())).toBe(false);
  });

  it("is not found once it is revoked, and revoking twice is one entry", async () => {
    const { token, tokenId } = await make("short lived");
    await revokeToken(admin, { tokenId });
    await revokeToken(admin, { tokenId });
    expect(await findToken(world.db, token, world.ctx.now())).toBeNull();
    expect((await world.auditOf("token.revoke")).filter(({ subjectId }) => subjectId === tokenId)).toHaveLength(1);
  });

  it("ends at its expiry to the millisecond", async () => {
    const { token } = await make("one day", 1);
    world.advance(DAY_MS - 1);
    expect(await findToken(world.db, token, world.ctx.now())).not.toBeNull();
    world.advance(1);
    expect(await findToken(world.db, token, world.ctx.now())).toBeNull();
  });

  it("notes its last use once a minute", async () => {
    const { token, tokenId } = await make("used");
    const used = async () => (await world.db.apiToken.findUniqueOrThrow({ where: { id: tokenId } })).lastUsedAt?.getTime();
    await findToken(world.db, token, world.ctx.now());
    const first = await used();
    world.advance(59_000);
    await findToken(world.db, token, world.ctx.now());
    expect(await used()).toBe(first);
    world.advance(2_000);
    await findToken(world.db, token, world.ctx.now());
    expect(await used()).toBe(world.ctx.now());
  });

  it("is made by an administrator who proved himself, and every refusal is audited", async () => {
    const other = world.as(await world.signedIn("olga@example.org"));
    await expect(makeToken(other, { name: "no", scopes: ["mcp:read"], expiresInDays: null })).rejects.toThrow(/administrator/);
    await expect(revokeToken(other, { tokenId: "tok_x" })).rejects.toThrow(/administrator/);
    expect((await world.auditOf("token.make")).at(-1)?.result).toBe("denied");
    const unproven = world.as(await world.signedIn("admin@example.org"), false);
    expect(await makeToken(unproven, { name: "no", scopes: ["mcp:read"], expiresInDays: null })).toMatchObject({ ok: false, failure: { code: "STEP_UP_REQUIRED" } });
  });

  it.each(["", "pfc_", "pfc_short", "x".repeat(47), `pfc_${"A".repeat(43)}`, `pfc_${"A".repeat(42)}\u0000`])("answers nobody for %j", async (text) => {
    expect(await findToken(world.db, text, world.ctx.now())).toBeNull();
  });
});
