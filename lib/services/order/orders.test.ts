import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ATTEMPTS_MAX, LEASE_MS } from "@/lib/core/order/lease";
import { ROLES } from "@/lib/core/access/roles";
import { cancelEscrowCommand } from "../escrow/cancel";
import { releaseEscrowCommand } from "../escrow/release";
import { syncDueEscrows } from "../escrow/sync-due-escrows";
import { breakOnce, onPlatform, run } from "../escrow/test-escrow";
import { settleDueIntents } from "../reconcile/settle-due-intents";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { claimOrder } from "./claim-order";
import type { SignedInWorker } from "./find-worker-token";
import { followOrders } from "./follow-orders";
import { lockWithOrderCommand } from "./lock-with-order";
import { hashJson } from "./order-row";
import { reportProgress } from "./report-progress";
import { returnResult } from "./return-result";
import { sendCompleted } from "./send-completed";
import { addSignedIn, lockOrder, orderForm, workerKey } from "./test-order";
import { listOffered } from "./wait-for-orders";

let fleet: TestFleet;
let worker: SignedInWorker;

beforeAll(async () => {
  fleet = await startTestFleet();
  worker = await addSignedIn(fleet, "counter");
});

afterAll(() => fleet.close());

const rowOf = (id: string) => fleet.db.workOrder.findUniqueOrThrow({ where: { id } });
const escrowOf = (id: string) => fleet.db.escrow.findUniqueOrThrow({ where: { id } });
const claim = (orderId: string, key = "mine") => claimOrder(fleet.system, worker, { orderId, claimKey: workerKey(key) });
const give = (orderId: string, result: unknown, key = "once", claimKey = "mine") =>
  returnResult(fleet.system, worker, { orderId, claimKey: workerKey(claimKey), resultKey: workerKey(key), result: result as never });
const follow = () => followOrders(fleet.system, fleet.connectionId);
const send = () => sendCompleted(fleet.system, fleet.connectionId);

describe("an order and its lock", () => {
  it("is written with the lock and offered once the money is locked", async () => {
    const { orderId, escrowId } = await lockOrder(fleet, worker.agentId);
    expect(await rowOf(orderId)).toMatchObject({ state: "pending", workerAgentId: worker.agentId, escrowId, timeoutSeconds: 600, input: { text: "four words of text" } });
    expect((await listOffered(fleet.system, worker)).map(({ id }) => id)).toContain(orderId);
  });

  it("is cancelled when the lock is refused", async () => {
    await breakOnce(fleet, "429", "/api/escrows");
    const result = await run(fleet, lockWithOrderCommand, orderForm(worker.agentId));
    expect(result).toMatchObject({ ok: false, outcome: "rejected" });
    const newest = await fleet.db.workOrder.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
    expect(newest).toMatchObject({ state: "cancelled", closedNote: "The lock was refused" });
  });

  it("waits while the lock's reply is lost and is offered when the lock is proven", async () => {
    await breakOnce(fleet, "reply_lost_after", "/api/escrows");
    const result = await run(fleet, lockWithOrderCommand, orderForm(worker.agentId));
    expect(result).toMatchObject({ ok: false, outcome: "unknown" });
    const newest = await fleet.db.workOrder.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
    expect(newest.state).toBe("waiting");
    await fleet.advance(60_000);
    await settleDueIntents(fleet.system);
    await follow();
    expect((await rowOf(newest.id)).state).toBe("pending");
  });

  it("is one order for a form that was sent twice", async () => {
    const options = { key: "sent-twice-0123456789" };
    const before = await fleet.db.workOrder.count();
    const [first, second] = await Promise.all([1, 2].map(() => run(fleet, lockWithOrderCommand, orderForm(worker.agentId), options)));
    expect(first).toEqual(second);
    expect(await fleet.db.workOrder.count()).toBe(before + 1);
  });

  it("is refused for a stranger, without instructions, with a schema that cannot be checked, and for a viewer", async () => {
    const state = await onPlatform(fleet);
    expect(await run(fleet, lockWithOrderCommand, orderForm("ag_0123456789abcdef"))).toMatchObject({ ok: false });
    expect(await run(fleet, lockWithOrderCommand, orderForm(worker.agentId, { orderInstructions: "" }))).toMatchObject({ ok: false, code: "NO_INSTRUCTIONS" });
    expect(await run(fleet, lockWithOrderCommand, orderForm(worker.agentId, { orderSchema: '{"pattern":"a"}' }))).toMatchObject({
      ok: false, fieldErrors: { orderSchema: [expect.stringContaining("/pattern")] },
    });
    expect(await run(fleet, lockWithOrderCommand, orderForm(worker.agentId, { orderInput: "{" }))).toMatchObject({ ok: false, fieldErrors: { orderInput: ["Input is not JSON."] } });
    expect(await run(fleet, lockWithOrderCommand, orderForm(worker.agentId), { ctx: fleet.as("viewer") })).toMatchObject({ ok: false, code: "FORBIDDEN" });
    expect((await onPlatform(fleet)).escrows).toHaveLength(state.escrows.length);
  });

  it("is not made without a work order", async () => {
    const before = await fleet.db.workOrder.count();
    const blank = { orderInstructions: "", orderInput: "", orderSchema: "", orderMinutes: "" };
    expect(await run(fleet, lockWithOrderCommand, orderForm(worker.agentId, blank))).toMatchObject({ ok: true });
    expect(await fleet.db.workOrder.count()).toBe(before);
  });
});

describe("a claim", () => {
  it("goes to one of two that come at once", async () => {
    const { orderId } = await lockOrder(fleet, worker.agentId);
    const results = await Promise.all(["left", "right"].map((key) => claim(orderId, key)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ failure: { code: "CLAIMED" } });
    expect((await rowOf(orderId)).attempts).toBe(1);
  });

  it("is the same claim under the same key", async () => {
    const { orderId } = await lockOrder(fleet, worker.agentId);
    const first = await claim(orderId);
    expect(await claim(orderId)).toEqual(first);
    expect((await rowOf(orderId)).attempts).toBe(1);
  });

  it("is for the order's own worker", async () => {
    const { orderId } = await lockOrder(fleet, worker.agentId);
    const other = await addSignedIn(fleet, "somebody-else");
    expect(await claimOrder(fleet.system, other, { orderId, claimKey: workerKey("other") })).toMatchObject({ failure: { code: "NOT_FOUND" } });
    expect(await listOffered(fleet.system, other)).toEqual([]);
  });

  it("is kept alive by progress and given back when it is not", async () => {
    const { orderId } = await lockOrder(fleet, worker.agentId);
    await claim(orderId);
    await fleet.advance(LEASE_MS - 10_000);
    expect(await reportProgress(fleet.system, worker, { orderId, claimKey: workerKey("mine"), progress: { percent: 50 } })).toMatchObject({ ok: true, value: { state: "in_progress" } });
    await fleet.advance(LEASE_MS - 10_000);
    await follow();
    expect(await rowOf(orderId)).toMatchObject({ state: "in_progress", progress: { percent: 50 } });
    await fleet.advance(20_000);
    await follow();
    expect((await rowOf(orderId)).state).toBe("pending");
    expect(await give(orderId, { words: 4 })).toMatchObject({ failure: { code: "CLAIM_LOST" } });
    expect(await claim(orderId, "next")).toMatchObject({ ok: true });
  });

  it("can be taken over after its lease although no engine runs", async () => {
    const { orderId } = await lockOrder(fleet, worker.agentId);
    await claim(orderId);
    await fleet.advance(LEASE_MS + 1_000);
    expect(await claim(orderId, "next")).toMatchObject({ ok: true });
    expect(await reportProgress(fleet.system, worker, { orderId, claimKey: workerKey("mine"), progress: {} })).toMatchObject({ failure: { code: "CLAIM_LOST" } });
  });

  it("ends the order when it was given up too often", async () => {
    const { orderId } = await lockOrder(fleet, worker.agentId);
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      expect(await claim(orderId, `try-${attempt}`)).toMatchObject({ ok: true });
      await fleet.db.workOrder.update({ where: { id: orderId }, data: { leaseUntil: new Date(fleet.now() - 1) } });
      await follow();
    }
    expect(await rowOf(orderId)).toMatchObject({ state: "expired", attempts: ATTEMPTS_MAX });
  });
});

describe("a result", () => {
  it("is kept once, and completes the escrow with the worker's key once", async () => {
    const { orderId, escrowId } = await lockOrder(fleet, worker.agentId);
    await claim(orderId);
    const [first, second] = await Promise.all([give(orderId, { words: 4 }), give(orderId, { words: 4 })]);
    expect(first).toEqual({ ok: true, value: { state: "returned", resultHash: hashJson({ words: 4 }) } });
    expect(second).toEqual(first);
    expect(await give(orderId, { words: 5 })).toMatchObject({ failure: { code: "CONFLICT" } });
    expect(await give(orderId, { words: 4 }, "twice")).toMatchObject({ failure: { code: "CONFLICT" } });
    await Promise.all([send(), send()]);
    expect((await escrowOf(escrowId)).state).toBe("completed");
    expect(await fleet.db.intent.count({ where: { kind: "escrow.complete", subjectId: escrowId } })).toBe(1);
    expect(await fleet.db.auditEntry.count({ where: { action: "order.return", result: "recorded", subjectId: orderId } })).toBe(1);

    expect(await run(fleet, releaseEscrowCommand, { escrowId })).toMatchObject({ ok: true });
    await follow();
    expect((await rowOf(orderId)).state).toBe("accepted");
  });

  it("that does not fit is refused with its places, and the order can still be done", async () => {
    const { orderId, escrowId } = await lockOrder(fleet, worker.agentId);
    await claim(orderId);
    expect(await give(orderId, { words: "four" })).toMatchObject({ failure: { code: "INVALID_RESULT", faults: [{ path: "/words", message: "must be integer" }] } });
    expect(await give(orderId, { words: 4.5, more: true })).toMatchObject({ failure: { code: "INVALID_RESULT" } });
    expect(await give(orderId, { words: "five" })).toMatchObject({ failure: { code: "INVALID_RESULT" } });
    expect(await rowOf(orderId)).toMatchObject({ state: "claimed", result: null, validationNotes: [{ path: "/words" }] });
    expect(await fleet.db.auditEntry.count({ where: { action: "order.return", result: "denied", subjectId: orderId } })).toBe(1);
    await fleet.advance(LEASE_MS + 1_000);
    expect(await claim(orderId, "next")).toMatchObject({ ok: true });
    expect(await give(orderId, { words: 4 }, "once", "next")).toMatchObject({ ok: true });
    await send();
    expect((await escrowOf(escrowId)).state).toBe("completed");
  });

  it("completes once although the reply of completed is lost after or before its effect", async () => {
    for (const effect of ["reply_lost_after", "reply_lost_before"]) {
      const { orderId, escrowId } = await lockOrder(fleet, worker.agentId);
      await claim(orderId);
      await give(orderId, { words: 4 });
      await breakOnce(fleet, effect, "/complete");
      await send();
      expect(await fleet.db.intent.findFirst({ where: { kind: "escrow.complete", subjectId: escrowId } })).toMatchObject({ outcome: "unknown" });
      for (let round = 0; round < 8 && (await escrowOf(escrowId)).state !== "completed"; round++) {
        await fleet.advance(60_000);
        await settleDueIntents(fleet.system);
        await send();
      }
      expect((await escrowOf(escrowId)).state, effect).toBe("completed");
    }
  });

  it("is told to a person when completed is refused again and again, and then not tried for ever", async () => {
    const { orderId, escrowId } = await lockOrder(fleet, worker.agentId);
    await claim(orderId);
    await give(orderId, { words: 4 });
    await fleet.control("POST", "faults", { match: { method: "POST", path: "/complete" }, effect: "429" });
    const again = () => fleet.db.workOrder.updateMany({ where: { id: orderId, nextTryAt: { not: null } }, data: { nextTryAt: new Date(fleet.now()) } });
    for (let round = 0; round < 20; round++) {
      await again();
      await send();
    }
    expect(await rowOf(orderId)).toMatchObject({ state: "returned", completeTries: 12, nextTryAt: null, completeNote: expect.stringContaining("not tried any more") as string });
    const alert = { dedupeKey: `order_not_completed:${orderId}`, resolvedAt: null };
    expect(await fleet.db.alert.count({ where: alert })).toBe(1);
    expect(await fleet.db.auditEntry.count({ where: { action: "escrow.complete", subjectId: escrowId, result: "rejected" } })).toBe(12);
    await fleet.control("DELETE", "faults");
    expect(await run(fleet, releaseEscrowCommand, { escrowId })).toMatchObject({ ok: true });
    await follow();
    expect((await rowOf(orderId)).state).toBe("accepted");
    expect(await fleet.db.alert.count({ where: alert })).toBe(0);
  });

  it("is refused when the money is gone: a cancelled escrow cancels its order", async () => {
    const { orderId, escrowId } = await lockOrder(fleet, worker.agentId);
    await claim(orderId);
    expect(await run(fleet, cancelEscrowCommand, { escrowId })).toMatchObject({ ok: true });
    expect(await give(orderId, { words: 4 })).toMatchObject({ failure: { code: "ORDER_CLOSED" } });
    await follow();
    expect((await rowOf(orderId)).state).toBe("cancelled");
    expect(await claim(orderId, "next")).toMatchObject({ failure: { code: "ORDER_CLOSED" } });
  });

  it("comes too late for an escrow that timed out: its order is expired", async () => {
    const { orderId } = await lockOrder(fleet, worker.agentId, { timeoutHours: "1" });
    await fleet.advance(3_700_000);
    await syncDueEscrows(fleet.system, fleet.connectionId, 100);
    await follow();
    expect((await rowOf(orderId)).state).toBe("expired");
    expect(await follow()).toBe(0);
  });
});

it("gives a token's actor no role of a person", () => {
  expect(worker.actor.roles.filter((role) => ROLES.includes(role))).toEqual([]);
});
