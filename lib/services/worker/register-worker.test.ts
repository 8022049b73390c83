import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { runCommand, settleIntent } from "@/lib/services/command";
import { openPlatform } from "@/lib/services/connection/open-platform";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { registerWorkerCommand } from "./register-worker";
import { rotateKeyCommand } from "./rotate-key";
import { verifyWorker } from "./verify-worker";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

async function candidate(name: string): Promise<string> {
  const ctx = fleet.system;
  const id = newId("agent", ctx.now(), ctx.random);
  await fleet.db.agent.create({
    data: { id, connectionId: fleet.connectionId, kind: "worker", name, role: "trading", state: "registering", capabilities: [], createdAt: new Date(ctx.now()) },
  });
  return id;
}
const options = (key: string) => ({ connectionId: fleet.connectionId, idempotencyKey: key });
const agentsNamed = async (name: string) =>
  ((await fleet.control("GET", "state"))["agents"] as { agentId: string }[]).filter((agent) => agent.agentId === name).length;

describe("registering a worker", () => {
  it("stores the account and the sealed key, and the reply proves the referral code", async () => {
    const agentId = await candidate("reg-plain");
    const result = await runCommand(fleet.as("operator"), registerWorkerCommand, { agentId }, options("reg-plain-1"));
    expect(result).toMatchObject({ ok: true, output: { proof: "echoed" } });
    const key = await fleet.db.agentKey.findFirstOrThrow({ where: { account: { agentId } } });
    expect(key.ciphertext).toMatch(/^v1\./);
    const written = { intents: await fleet.db.intent.findMany(), audit: await fleet.db.auditEntry.findMany() };
    const text = JSON.stringify(written, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
    expect(text).toContain("reg-plain");
    expect(text).not.toMatch(/(pf|sk)_live_/);
  });

  it("is refused for a viewer, with an audit entry and without a call", async () => {
    const agentId = await candidate("reg-viewer");
    const result = await runCommand(fleet.as("viewer"), registerWorkerCommand, { agentId }, options("reg-viewer-1"));
    expect(result).toMatchObject({ ok: false, outcome: "denied", code: "FORBIDDEN" });
    expect(await agentsNamed("reg-viewer")).toBe(0);
    expect(await fleet.db.auditEntry.count({ where: { action: "worker.register", result: "denied" } })).toBe(1);
  });

  for (const moment of ["before", "after"] as const) {
    it(`records unknown when the reply is lost ${moment} the effect and settles it to one agent whose key works`, async () => {
      const name = `reg-lost-${moment}`;
      const agentId = await candidate(name);
      await fleet.control("POST", "faults", { match: { method: "POST", path: "/api/agents/register", bodyIncludes: name }, effect: moment === "before" ? "reply_lost_before" : "reply_lost_after", times: 1 });
      const ctx = fleet.as("operator");
      const lost = await runCommand(ctx, registerWorkerCommand, { agentId }, options(`${name}-1`));
      expect(lost).toMatchObject({ ok: false, outcome: "unknown" });
      expect(await fleet.db.alert.count({ where: { kind: "intent_unknown", subjectId: agentId, resolvedAt: null } })).toBe(1);
      const intent = await fleet.db.intent.findFirstOrThrow({ where: { subjectId: agentId } });
      const settled = await settleIntent(ctx, registerWorkerCommand, intent);
      expect(await fleet.db.alert.count({ where: { subjectId: agentId, resolvedAt: null } })).toBe(0);
      if (moment === "before") {
        expect(settled).toMatchObject({ ok: false, outcome: "rejected", code: "NOT_DONE" });
        expect(await agentsNamed(name)).toBe(0);
        return;
      }
      expect(settled).toMatchObject({ ok: true, output: { upstreamId: name } });
      expect(await agentsNamed(name)).toBe(1);
      expect(await verifyWorker(fleet.system, agentId)).toBe(true);
    });
  }

  it("keeps a key that works when two processes settle it side by side", async () => {
    const agentId = await candidate("reg-race");
    await fleet.control("POST", "faults", { match: { method: "POST", path: "/api/agents/register", bodyIncludes: "reg-race" }, effect: "reply_lost_after", times: 1 });
    const ctx = fleet.as("operator");
    await runCommand(ctx, registerWorkerCommand, { agentId }, options("reg-race-1"));
    const intent = await fleet.db.intent.findFirstOrThrow({ where: { subjectId: agentId } });
    const results = await Promise.all([1, 2, 3, 4].map(() => settleIntent(ctx, registerWorkerCommand, intent)));
    expect(results.filter((result) => result.ok).length).toBeGreaterThan(0);
    expect(results.filter((result) => !result.ok && result.outcome !== "unknown")).toEqual([]);
    const account = await fleet.db.agentAccount.findFirstOrThrow({ where: { agentId } });
    await expect((await openPlatform(fleet.system, fleet.connectionId, account.id)).getBalance()).resolves.toBeDefined();
  });

  it("is one effect for a repeated key, and a conflict with another wish", async () => {
    const [one, two] = [await candidate("reg-twice"), await candidate("reg-other")];
    const ctx = fleet.as("operator");
    const results = await Promise.all([1, 2, 3].map(() => runCommand(ctx, registerWorkerCommand, { agentId: one }, options("reg-twice-1"))));
    expect(results.every((result) => result.ok)).toBe(true);
    expect(await agentsNamed("reg-twice")).toBe(1);
    expect(await runCommand(ctx, registerWorkerCommand, { agentId: two }, options("reg-twice-1"))).toMatchObject({ ok: false, code: "CONFLICT" });
  });
});

describe("rotating a key", () => {
  it("replaces the key, forgets the old one and keeps the worker reachable", async () => {
    const worker = await fleet.addWorker("rot-1");
    const result = await runCommand(fleet.as("operator"), rotateKeyCommand, { agentId: worker.agentId }, options("rot-1-1"));
    expect(result).toMatchObject({ ok: true });
    const keys = await fleet.db.agentKey.findMany({ where: { accountId: worker.accountId }, orderBy: { version: "asc" } });
    expect(keys.map(({ version, ciphertext, retiredAt }) => [version, ciphertext === "", retiredAt !== null])).toEqual([[1, true, true], [2, false, false]]);
    expect(await verifyWorker(fleet.system, worker.agentId)).toBe(true);
  });
});
