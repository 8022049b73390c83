import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR_MS } from "@/lib/core/time";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { cancelEscrowCommand } from "./cancel";
import { completeEscrowCommand } from "./complete";
import { disputeEscrowCommand } from "./dispute";
import { releaseEscrowCommand } from "./release";
import { advanceSandboxClock } from "./advance-sandbox-clock";
import { syncDueEscrows } from "./sync-due-escrows";
import { syncEscrow } from "./sync-escrow";
import { breakOnce, lock, onPlatform, run, settleLast } from "./test-escrow";

let fleet: TestFleet;
let worker: Awaited<ReturnType<TestFleet["addWorker"]>>;
const rowOf = (id: string) => fleet.db.escrow.findUniqueOrThrow({ where: { id } });
const costsOf = async (escrowId: string) => Object.fromEntries(
  (await fleet.db.costEntry.findMany({ where: { escrowId } })).map(({ kind, amountMicros }) => [kind, amountMicros]),
);

beforeAll(async () => {
  fleet = await startTestFleet();
  worker = await fleet.addWorker("scan-eu-04");
});
afterAll(() => fleet.close());

describe("release", () => {
  it("pays the worker 4.95, the platform 0.05 and gives 0.0075 back, on the ledger and in the books", async () => {
    const id = await lock(fleet, worker.agentId, "5.00");
    const before = await onPlatform(fleet);
    expect(await run(fleet, releaseEscrowCommand, { escrowId: id })).toMatchObject({ ok: true, output: { state: "released" } });
    const after = await onPlatform(fleet);
    expect(after.balance(worker.upstreamId) - before.balance(worker.upstreamId)).toBe(4_950_000n);
    expect(after.balance(fleet.orchestrator.upstreamId) - before.balance(fleet.orchestrator.upstreamId)).toBe(7_500n);
    expect(await costsOf(id)).toEqual({ paid: 5_000_000n, fee: 50_000n, earned: 4_950_000n, referral: 7_500n });
    expect(await fleet.db.commissionCredit.findUnique({ where: { escrowId: id } })).toMatchObject({ amountMicros: 7_500n, proof: "in_ledger" });
    expect(await fleet.db.agent.findUnique({ where: { id: worker.agentId } })).toMatchObject({ referralProof: "in_ledger" });
  });

  it("is refused for a viewer", async () => {
    const id = await lock(fleet, worker.agentId, "1.00");
    expect(await run(fleet, releaseEscrowCommand, { escrowId: id }, { ctx: fleet.as("viewer") })).toMatchObject({ code: "FORBIDDEN" });
    expect((await rowOf(id)).state).toBe("locked");
  });

  it("settles a lost reply to released, once in the books, when it happened", async () => {
    const id = await lock(fleet, worker.agentId, "2.00");
    await breakOnce(fleet, "reply_lost_after", "/release");
    expect(await run(fleet, releaseEscrowCommand, { escrowId: id })).toMatchObject({ outcome: "unknown" });
    expect(await run(fleet, releaseEscrowCommand, { escrowId: id })).toMatchObject({ code: "IN_FLIGHT" });
    expect(await settleLast(fleet, releaseEscrowCommand)).toMatchObject({ ok: true });
    expect(await rowOf(id)).toMatchObject({ state: "released", netMicros: 1_980_000n });
    expect(await costsOf(id)).toEqual({ paid: 2_000_000n, fee: 20_000n, earned: 1_980_000n, referral: 3_000n });
  });

  it("settles a lost request to not done, and the money is still locked", async () => {
    const id = await lock(fleet, worker.agentId, "2.00");
    await breakOnce(fleet, "reply_lost_before", "/release");
    expect(await run(fleet, releaseEscrowCommand, { escrowId: id })).toMatchObject({ outcome: "unknown" });
    expect(await settleLast(fleet, releaseEscrowCommand)).toMatchObject({ outcome: "rejected", code: "NOT_DONE" });
    expect((await rowOf(id)).state).toBe("locked");
    expect(await run(fleet, releaseEscrowCommand, { escrowId: id })).toMatchObject({ ok: true });
  });

  it("needs a treasurer who proved himself again above the threshold", async () => {
    const id = await lock(fleet, worker.agentId, "120.00");
    expect(await run(fleet, releaseEscrowCommand, { escrowId: id }, { ctx: fleet.as("operator") })).toMatchObject({ code: "ABOVE_THRESHOLD" });
    const treasurer = fleet.as("treasurer");
    const tired = { ...treasurer, actor: { ...treasurer.actor, steppedUpAt: null } as typeof treasurer.actor };
    expect(await run(fleet, releaseEscrowCommand, { escrowId: id }, { ctx: tired })).toMatchObject({ code: "STEP_UP_REQUIRED" });
    expect(await run(fleet, releaseEscrowCommand, { escrowId: id }, { ctx: treasurer })).toMatchObject({ ok: true });
  });
});

describe("complete", () => {
  it("acts as the payee and keeps the deadline", async () => {
    const id = await lock(fleet, worker.agentId, "1.00");
    const { deadlineAt } = await rowOf(id);
    expect(await run(fleet, completeEscrowCommand, { escrowId: id })).toMatchObject({ ok: true, output: { state: "completed" } });
    const row = await rowOf(id);
    expect(row.state).toBe("completed");
    expect(row.completedAt).not.toBeNull();
    expect(row.deadlineAt).toEqual(deadlineAt);
    expect(await run(fleet, completeEscrowCommand, { escrowId: id })).toMatchObject({ code: "NOT_IN_THIS_STATE" });
  });

  it("settles a lost reply", async () => {
    const id = await lock(fleet, worker.agentId, "1.00");
    await breakOnce(fleet, "reply_lost_after", "/escrow/complete");
    expect(await run(fleet, completeEscrowCommand, { escrowId: id })).toMatchObject({ outcome: "unknown" });
    expect(await settleLast(fleet, completeEscrowCommand)).toMatchObject({ ok: true });
    expect((await rowOf(id)).state).toBe("completed");
  });
});

describe("cancel", () => {
  it("gives everything back, also while the fleet is frozen", async () => {
    const id = await lock(fleet, worker.agentId, "3.00");
    const before = await onPlatform(fleet);
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { frozenAt: new Date() } });
    const frozenRelease = await run(fleet, releaseEscrowCommand, { escrowId: id });
    const result = await run(fleet, cancelEscrowCommand, { escrowId: id, reason: "not needed" });
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { frozenAt: null } });
    expect(frozenRelease).toMatchObject({ code: "FROZEN" });
    expect(result).toMatchObject({ ok: true, output: { state: "refunded" } });
    expect(await rowOf(id)).toMatchObject({ state: "refunded", refundCause: "cancel", refundedMicros: 3_000_000n });
    expect((await onPlatform(fleet)).balance(fleet.orchestrator.upstreamId)).toBe(before.balance(fleet.orchestrator.upstreamId) + 3_000_000n);
    expect(await costsOf(id)).toEqual({ refunded: 3_000_000n });
  });

  it("settles a lost reply to refunded", async () => {
    const id = await lock(fleet, worker.agentId, "3.00");
    await breakOnce(fleet, "reply_lost_after", "/cancel");
    expect(await run(fleet, cancelEscrowCommand, { escrowId: id })).toMatchObject({ outcome: "unknown" });
    expect(await settleLast(fleet, cancelEscrowCommand)).toMatchObject({ ok: true });
    expect(await rowOf(id)).toMatchObject({ state: "refunded", refundCause: "cancel" });
  });
});

describe("dispute", () => {
  it("keeps the money locked past the deadline until the platform decides", async () => {
    const id = await lock(fleet, worker.agentId, "4.00", { timeoutHours: "1" });
    expect(await run(fleet, disputeEscrowCommand, { escrowId: id, reason: "wrong result" })).toMatchObject({ ok: true, output: { state: "disputed" } });
    await fleet.advance(2 * HOUR_MS);
    await syncEscrow(fleet.system, id);
    expect((await rowOf(id)).state).toBe("disputed");
    await fleet.control("POST", "resolve", { escrowId: (await rowOf(id)).upstreamId, outcome: "release" });
    expect(await syncEscrow(fleet.system, id)).toBe("changed");
    expect((await rowOf(id)).state).toBe("released");
  });

  it("stands once in the payee's record, unless a run notes it with its job", async () => {
    const payee = await fleet.addWorker("disputed-1");
    const id = await lock(fleet, payee.agentId, "1.00");
    await run(fleet, disputeEscrowCommand, { escrowId: id });
    await syncEscrow(fleet.system, id);
    const ofRun = await lock(fleet, payee.agentId, "1.00");
    await fleet.db.escrow.update({ where: { id: ofRun }, data: { runId: "run_1", legId: "leg_1", pattern: "auction" } });
    await run(fleet, disputeEscrowCommand, { escrowId: ofRun });
    expect(await fleet.db.reputation.findUnique({ where: { agentId: payee.agentId } })).toMatchObject({ disputedCount: 1, doneCount: 0, failedCount: 0 });
  });

  it("settles a lost reply", async () => {
    const id = await lock(fleet, worker.agentId, "1.00");
    await breakOnce(fleet, "reply_lost_after", "/escrow/dispute");
    expect(await run(fleet, disputeEscrowCommand, { escrowId: id })).toMatchObject({ outcome: "unknown" });
    expect(await settleLast(fleet, disputeEscrowCommand)).toMatchObject({ ok: true });
  });
});

describe("a deadline that passes", () => {
  it("refunds in full on this platform, is read once and audited as the system's reading", async () => {
    const id = await lock(fleet, worker.agentId, "7.00", { timeoutHours: "1" });
    const { changed } = await advanceSandboxClock(fleet.as("operator"), fleet.connectionId, 3_605);
    expect(changed).toBeGreaterThanOrEqual(1);
    expect(await rowOf(id)).toMatchObject({ state: "refunded", refundCause: "timeout", refundedMicros: 7_000_000n });
    expect(await costsOf(id)).toEqual({ refunded: 7_000_000n });
    const entry = await fleet.db.auditEntry.findFirstOrThrow({ where: { subjectId: id, action: "escrow.read" } });
    expect(entry).toMatchObject({ actorName: "system", result: "recorded" });
    expect(await syncDueEscrows(fleet.system, fleet.connectionId)).toBe(0);
  });

  it("moves no clock for a viewer", async () => {
    await expect(advanceSandboxClock(fleet.as("viewer"), fleet.connectionId, 60)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("totals", () => {
  it("hold the count and the sum of every state", async () => {
    const totals = await fleet.db.escrowTotal.findMany({ where: { connectionId: fleet.connectionId } });
    const counted = await fleet.db.escrow.groupBy({ by: ["state"], _count: true, _sum: { amountMicros: true } });
    expect(totals.filter(({ count }) => count > 0n).map(({ state, count, amountMicros }) => [state, Number(count), amountMicros]).sort())
      .toEqual(counted.map(({ state, _count, _sum }) => [state, _count, _sum.amountMicros]).sort());
  });
});
