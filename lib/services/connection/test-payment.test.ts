import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "@/lib/services/command";
import { settleDueIntents } from "@/lib/services/reconcile/settle-due-intents";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { testPaymentCommand } from "./test-payment";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

const on = (idempotencyKey: string) => ({ connectionId: fleet.connectionId, idempotencyKey });

describe("a test payment beside other payments of the orchestrator", () => {
  it("is not called absent while it may still arrive, and no second one leaves meanwhile", async () => {
    const [second, third] = [await fleet.addWorker("paid-late"), await fleet.addWorker("paid-next")];
    await fleet.control("POST", "faults", { match: { path: "stats/pay" }, effect: "reply_lost_before", times: 1 });
    const lost = await runCommand(fleet.as(), testPaymentCommand, { toAgentId: second.upstreamId }, on("test-payment-late"));
    expect(lost).toMatchObject({ outcome: "unknown" });
    await fleet.advance(2_000);
    await settleDueIntents(fleet.system);
    expect(await fleet.db.intent.count({ where: { idempotencyKey: "test-payment-late", outcome: "unknown" } })).toBe(1);
    // The same payer under another subject: a retirement's sweep to it, for one.
    await fleet.db.intent.updateMany({ where: { idempotencyKey: "test-payment-late" }, data: { subjectId: "another-subject" } });
    const next = await runCommand(fleet.as(), testPaymentCommand, { toAgentId: third.upstreamId }, on("test-payment-next"));
    expect(next).toMatchObject({ ok: false, outcome: "denied", code: "PAYER_WAITS" });
    await fleet.advance(60_000);
    await settleDueIntents(fleet.system);
    expect(await fleet.db.intent.count({ where: { idempotencyKey: "test-payment-late", outcome: "rejected" } })).toBe(1);
    expect((await runCommand(fleet.as(), testPaymentCommand, { toAgentId: third.upstreamId }, on("test-payment-after"))).ok).toBe(true);
  });
});
