import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { runCommand } from "../command";
import { rotateKeyCommand } from "../worker/rotate-key";
import { settleDueIntents } from "./settle-due-intents";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

describe("settling what is due", () => {
  it("finds an intent whose process died before the outcome was written", async () => {
    const worker = await fleet.addWorker("due-1");
    const ctx = fleet.as("operator");
    const dying = { ...ctx, fetch: () => new Promise<Response>(() => undefined) };
    void runCommand(dying, rotateKeyCommand, { agentId: worker.agentId }, { connectionId: fleet.connectionId, idempotencyKey: "due-1-1" }).catch(() => undefined);
    await expect.poll(() => fleet.db.intent.count({ where: { outcome: "sending" } })).toBe(1);
    expect(await settleDueIntents(fleet.system)).toBe(0);
    await fleet.advance(16_000);
    expect(await settleDueIntents(fleet.system)).toBe(1);
    expect(await fleet.db.intent.findFirst({ where: { idempotencyKey: "due-1-1" } })).toMatchObject({ outcome: "succeeded" });
  });

  it("goes on with the others when one cannot be settled", async () => {
    const [one, two] = [await fleet.addWorker("due-2"), await fleet.addWorker("due-3")];
    const ctx = fleet.as("operator");
    await fleet.control("POST", "faults", { match: { method: "POST", path: "*rotate-key" }, effect: "reply_lost_before", times: 2 });
    for (const worker of [one, two]) {
      const lost = await runCommand(ctx, rotateKeyCommand, { agentId: worker.agentId }, { connectionId: fleet.connectionId, idempotencyKey: `lost-${worker.agentId}` });
      expect(lost).toMatchObject({ ok: false, outcome: "unknown" });
    }
    await fleet.db.intent.update({
      where: { connectionId_idempotencyKey: { connectionId: fleet.connectionId, idempotencyKey: `lost-${one.agentId}` } }, data: { plan: { broken: true } },
    });
    await fleet.advance(2_000);
    expect(await settleDueIntents(fleet.system)).toBe(1);
  });

  it("never lets one that cannot be settled stand before the others, and raises an alert for it", async () => {
    const [one, two] = [await fleet.addWorker("due-4"), await fleet.addWorker("due-5")];
    const keyOf = (worker: { agentId: string }) => ({ connectionId_idempotencyKey: { connectionId: fleet.connectionId, idempotencyKey: `stuck-${worker.agentId}` } });
    const dying = { ...fleet.as("operator"), fetch: () => new Promise<Response>(() => undefined) };
    for (const worker of [one, two]) {
      void runCommand(dying, rotateKeyCommand, { agentId: worker.agentId }, { connectionId: fleet.connectionId, idempotencyKey: `stuck-${worker.agentId}` }).catch(() => undefined);
      await expect.poll(() => fleet.db.intent.count({ where: { idempotencyKey: `stuck-${worker.agentId}` } })).toBe(1);
    }
    await fleet.db.intent.updateMany({ where: { outcome: "unknown" }, data: { nextCheckAt: null } });
    await fleet.db.intent.update({ where: keyOf(one), data: { plan: { broken: true } } });
    await fleet.advance(16_000);
    const before = fleet.now();
    const rounds = [await settleDueIntents(fleet.system, 1), await settleDueIntents(fleet.system, 1)];
    expect(rounds).toEqual([0, 1]);
    const stuck = await fleet.db.intent.findUniqueOrThrow({ where: keyOf(one) });
    expect(stuck).toMatchObject({ outcome: "unknown" });
    expect(stuck.nextCheckAt?.getTime()).toBeGreaterThan(before);
    expect(await fleet.db.alert.count({ where: { dedupeKey: `intent:${stuck.id}`, resolvedAt: null } })).toBe(1);
  });
});
