import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "@/lib/services/command";
import { lockEscrowCommand } from "@/lib/services/escrow/lock";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { freezeFleet } from "./freeze";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

describe("a freeze", () => {
  it("stops money that was decided before it and still waits for its turn", async () => {
    const { agentId } = await fleet.addWorker("freeze-payee");
    let release = () => undefined as void;
    const released = new Promise<void>((resolve) => { release = resolve; });
    let holder: Promise<unknown> = Promise.resolve();
    await new Promise<void>((held) => {
      holder = fleet.db.$transaction(async (tx) => {
        await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`money:${fleet.connectionId}`}, 7747))::text`;
        held();
        await released;
      });
    });
    const input = { payeeId: agentId, amount: "5", description: "Scan pairs" };
    const waiting = runCommand(fleet.as(), lockEscrowCommand, input, { connectionId: fleet.connectionId, idempotencyKey: "freeze-race-token" });
    await expect.poll(async () => (await fleet.db.$queryRaw<unknown[]>`
      select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`).length).toBe(1);
    expect((await freezeFleet(fleet.as("operator"), fleet.connectionId, "stop")).ok).toBe(true);
    release();
    await holder;
    expect(await waiting).toMatchObject({ ok: false, outcome: "denied", code: "FROZEN" });
  });
});
