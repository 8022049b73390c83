import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand, settleIntent } from "./command";
import { lockEscrowCommand } from "./escrow/lock";
import { addMs } from "@/lib/core/time";
import { startTestFleet, type TestFleet } from "./testing/test-fleet";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

const escrowsOnPlatform = async () => ((await fleet.control("GET", "state")) as unknown as { escrows: unknown[] }).escrows.length;
const wish = async (name: string) => ({ payeeId: (await fleet.addWorker(name)).agentId, amount: "5", description: "Scan pairs" });

describe("the time of a call", () => {
  it("sends nothing when the decision took so long that its intent counts as unknown already", async () => {
    const input = await wish("late-send");
    const ctx = fleet.as();
    let skewMs = 0;
    // The decision waits for a lock: the key is opened at its end, long after the deadline was set.
    const stalled = {
      ...ctx, now: () => addMs(ctx.now(), skewMs),
      get keyring() {
        skewMs = 14_500;
        return ctx.keyring;
      },
    };
    const options = { connectionId: fleet.connectionId, idempotencyKey: "late-send-token" };
    expect(await runCommand(stalled, lockEscrowCommand, input, options)).toMatchObject({ ok: false, outcome: "unknown", code: "NOT_SENT" });
    expect(await escrowsOnPlatform()).toBe(0);
    await fleet.advance(30_000);
    const intent = await fleet.db.intent.findUniqueOrThrow({ where: { connectionId_idempotencyKey: options } });
    expect(await settleIntent(fleet.system, lockEscrowCommand, intent)).toMatchObject({ ok: false, outcome: "rejected", code: "NOT_DONE" });
  });

  it("believes no absence while a gateway may still pass the request on", async () => {
    const input = await wish("gateway");
    await fleet.control("POST", "faults", { match: { method: "POST", path: "/api/escrows" }, effect: "html", times: 1 });
    const options = { connectionId: fleet.connectionId, idempotencyKey: "gateway-token" };
    expect(await runCommand(fleet.as(), lockEscrowCommand, input, options)).toMatchObject({ ok: false, outcome: "unknown" });
    const intent = await fleet.db.intent.findUniqueOrThrow({ where: { connectionId_idempotencyKey: options } });
    expect(await settleIntent(fleet.system, lockEscrowCommand, intent)).toMatchObject({ outcome: "unknown" });
    await fleet.advance(16_000);
    expect(await settleIntent(fleet.system, lockEscrowCommand, intent)).toMatchObject({ outcome: "rejected", code: "NOT_DONE" });
  });
});
