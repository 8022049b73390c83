import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LIVE_DIALECTS } from "@/lib/core/connection/capabilities";
import { breakOnce, onPlatform } from "@/lib/services/escrow/test-escrow";
import { addPublishedConnection, registerAt } from "@/lib/services/testing/outside-agents";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { settleDueIntents } from "../reconcile/settle-due-intents";
import { runTestEscrowPayment } from "./test-escrow-payment";
import { testPaymentCommand } from "../connection/test-payment";
import { runCommand } from "../command";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

const pay = (toAgentId: string, token: string, connectionId = fleet.connectionId, role: "admin" | "operator" = "admin") =>
  runTestEscrowPayment(fleet.as(role), { toAgentId }, { connectionId, token });

describe("the first payment by escrow", () => {
  it("locks and releases 0.10 once, and says what it cost", async () => {
    const second = await registerAt(fleet, "");
    const paid = await pay(second.agent_id, "first-escrow-payment");
    expect(paid).toMatchObject({ ok: true, output: { amount: "0.1", fee: "0.001", received: "0.099" } });
    expect(await pay(second.agent_id, "first-escrow-payment")).toEqual(paid);
    expect((await onPlatform(fleet)).balance(second.agent_id)).toBe(99_000n);
    expect(await fleet.db.escrow.count()).toBe(1);
  });

  it("is for those who may connect a platform", async () => {
    const second = await registerAt(fleet, "");
    expect(await pay(second.agent_id, "operator-escrow-payment", fleet.connectionId, "operator")).toMatchObject({ ok: false, code: "FORBIDDEN" });
  });

  it("is the way where a platform has no plain transfer, and where it has one", async () => {
    const { connectionId } = await addPublishedConnection(fleet, "Published");
    const second = await registerAt(fleet, "/published");
    await fleet.db.connection.update({ where: { id: connectionId }, data: { dialects: { ...LIVE_DIALECTS, pay: null } } });
    const transfer = await runCommand(fleet.as("admin"), testPaymentCommand, { toAgentId: second.agent_id }, { connectionId, idempotencyKey: "no-such-transfer" });
    expect(transfer).toMatchObject({ ok: false, code: "UNAVAILABLE" });
    expect(await pay(second.agent_id, "published-escrow-payment", connectionId)).toMatchObject({ ok: true, output: { fee: "0.001", received: "0.099" } });
  });

  it.each([["reply_lost_before", "cancelled"], ["reply_lost_after", "released"]])("goes on with the same form after a lost lock (%s): %s", async (effect, ending) => {
    const second = await registerAt(fleet, "");
    const token = `lost-lock-${effect}`;
    await breakOnce(fleet, effect, "/api/escrows");
    expect(await pay(second.agent_id, token)).toMatchObject({ ok: false, outcome: "unknown" });
    await fleet.control("DELETE", "faults");
    await fleet.advance(60_000);
    await settleDueIntents(fleet.system);
    const again = await pay(second.agent_id, token);
    expect(again.ok).toBe(ending === "released");
    expect(await fleet.db.escrow.findFirstOrThrow({ where: { payeeUpstreamId: second.agent_id } })).toMatchObject({ state: ending });
    expect((await onPlatform(fleet)).balance(second.agent_id)).toBe(ending === "released" ? 99_000n : 0n);
  });

  it("says that the money is locked when the release's reply is lost, and is settled by the platform's word", async () => {
    const second = await registerAt(fleet, "");
    await breakOnce(fleet, "reply_lost_after", "/release");
    const lost = await pay(second.agent_id, "lost-release-payment");
    expect(lost).toMatchObject({ ok: false, outcome: "unknown" });
    expect(lost.ok || lost.message).toContain("0.10 is locked");
    await fleet.control("DELETE", "faults");
    await fleet.advance(60_000);
    await settleDueIntents(fleet.system);
    expect(await pay(second.agent_id, "lost-release-payment")).toMatchObject({ ok: true, output: { received: "0.099" } });
  });
});
