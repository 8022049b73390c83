import { describe, expect, it } from "vitest";
import { fromWire } from "@/lib/core/money";
import { CapabilityUnavailable } from "./errors";
import { createTestFleet, sandboxSettings } from "./testing/test-fleet";
import { createPlatformClient } from "./client";
import { createPlatformWriter } from "./write-client";

describe("a lost reply", () => {
  it.each(["reply_lost_before", "reply_lost_after"])("of a lock is unknown and settles to one escrow (%s)", async (effect) => {
    const { orchestrator, escrowOf, control, nextKey } = await createTestFleet();
    const call = { idempotencyKey: nextKey() };
    await control("/faults", { match: { method: "POST", path: "/api/escrows" }, effect, times: 1 });
    await expect(orchestrator.writer.createEscrow(escrowOf("5"), call)).rejects.toMatchObject({ outcome: "unknown" });
    const found = (await orchestrator.client.findEscrow(call.idempotencyKey)).value;
    expect(found === null).toBe(effect === "reply_lost_before");
    const { value } = await orchestrator.writer.createEscrow(escrowOf("5"), call);
    expect([value.isReplay, value.lockCode?.startsWith("lock_")]).toEqual([found !== null, true]);
    expect((await orchestrator.client.getBalance()).value.available).toBe(fromWire("95"));
  });

  it("of a funding is repeated with its key and moves the money once", async () => {
    const { orchestrator, worker, control, nextKey } = await createTestFleet();
    const input = { label: "w-1", agentId: worker.agentId, dailyLimit: null, autoReset: true, allowWithdrawals: false };
    const { walletId } = (await orchestrator.writer.createChildWallet(input, { idempotencyKey: nextKey() })).value;
    const call = { idempotencyKey: nextKey() };
    await control("/faults", { match: { method: "POST", path: "/fund" }, effect: "reply_lost_after", times: 1 });
    await expect(orchestrator.writer.fundWallet({ walletId, amount: fromWire("3") }, call)).rejects.toMatchObject({ outcome: "unknown" });
    await orchestrator.writer.fundWallet({ walletId, amount: fromWire("3") }, call);
    expect((await orchestrator.client.getWallet(walletId)).value.balance).toBe(fromWire("3"));
  });
});

describe("an escrow that the clock ended", () => {
  it.each([["fleet", "100"], ["live", "99.95"]] as const)("gives the payer of %s back %s", async (dialect, available) => {
    const { as, orchestrator, escrowOf, control, nextKey } = await createTestFleet();
    const { writer } = as(orchestrator, "escrow.create", dialect);
    const made = await writer.createEscrow(escrowOf("5"), { idempotencyKey: nextKey() });
    await control("/clock", { advanceSeconds: 4 * 3_600 });
    const { value, platformAt } = await orchestrator.client.getEscrow(made.value.escrow.upstreamId);
    expect([value.state, value.refundCause]).toEqual(["refunded", "timeout"]);
    expect((platformAt ?? 0) + 999).toBeGreaterThanOrEqual(value.deadlineAt ?? Number.POSITIVE_INFINITY);
    expect((await orchestrator.client.getBalance()).value.available).toBe(fromWire(available));
  });
});

describe("a capability that nobody serves", () => {
  it("is refused before any request is made", async () => {
    const settings = sandboxSettings({ "escrow.cancel": null, "escrow.get": "pool" });
    const runtime = { fetch: () => Promise.reject(new Error("no request may be made")), now: () => 0 as never };
    const writer = createPlatformWriter(settings, null, runtime);
    const refused = writer.cancelEscrow({ escrowId: "esc_1", reason: null }, { idempotencyKey: "intent-1" });
    await expect(refused).rejects.toBeInstanceOf(CapabilityUnavailable);
    await expect(createPlatformClient(settings, null, runtime).getEscrow("esc_1")).rejects.toMatchObject({ outcome: "rejected" });
  });
});

describe("getHealth", () => {
  it("needs no key and says what time it is there", async () => {
    const { orchestrator } = await createTestFleet();
    const { value, platformAt } = await orchestrator.client.getHealth("casino");
    expect([value.status, platformAt === null]).toEqual(["ok", false]);
  });
});
