import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ATTEMPTS_MAX } from "@/lib/core/order/lease";
import { cancelEscrowCommand } from "../escrow/cancel";
import { run } from "../escrow/test-escrow";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { claimOrder } from "./claim-order";
import type { SignedInWorker } from "./find-worker-token";
import { followOrders } from "./follow-orders";
import { closeOrders } from "./many-orders";
import type { Closing } from "./offer-order";
import { returnResult } from "./return-result";
import { sendCompleted } from "./send-completed";
import { addLeg, addSignedIn, offerLegOrder, workerKey } from "./test-order";
import { listOffered } from "./wait-for-orders";

let fleet: TestFleet;
let worker: SignedInWorker;

beforeAll(async () => {
  fleet = await startTestFleet();
  worker = await addSignedIn(fleet, "specialist");
});

afterAll(() => fleet.close());

const rowOf = (id: string) => fleet.db.workOrder.findUniqueOrThrow({ where: { id } });
const signalsOf = (runId: string) => fleet.db.runSignal.count({ where: { runId } });
const claim = (orderId: string, key = "mine") => claimOrder(fleet.system, worker, { orderId, claimKey: workerKey(key) });
const give = (orderId: string, words: number) =>
  returnResult(fleet.system, worker, { orderId, claimKey: workerKey("mine"), resultKey: workerKey(`once-${words}`), result: { words } });
const close = (orderId: string, event: Closing["event"], note = "said the run") =>
  fleet.db.$transaction(async (tx) => (await closeOrders(tx, fleet.system, [{ orderId, event, note }])).length === 1);

async function offered(more: { revision?: number; escrowId?: string; legId?: string; feedback?: { path: string; message: string }[] } = {}) {
  const { runId, legId } = more.legId ? { runId: "", legId: more.legId } : await addLeg(fleet);
  return { runId, legId, ...await offerLegOrder(fleet, { ...more, legId, workerAgentId: worker.agentId }) };
}

describe("the order of a leg", () => {
  it("is offered at once, and wakes its run with its result", async () => {
    const { orderId, runId } = await offered();
    const [order] = (await listOffered(fleet.system, worker)).filter(({ id }) => id === orderId);
    expect(order).toMatchObject({ kind: "task", state: "pending", revision: 0, feedback: null, closesAt: null, input: { from: {} } });
    await claim(orderId);
    expect(await signalsOf(runId)).toBe(0);
    expect(await give(orderId, 4)).toMatchObject({ ok: true });
    expect(await signalsOf(runId)).toBe(1);
  });

  it("is completed by its run and not by itself", async () => {
    const { orderId, escrowId } = await offered();
    await claim(orderId);
    await give(orderId, 4);
    expect(await sendCompleted(fleet.system, fleet.connectionId)).toBe(0);
    expect((await fleet.db.escrow.findUniqueOrThrow({ where: { id: escrowId } })).state).toBe("locked");
  });

  it("comes back with what was wrong, on the same escrow, and keeps the result before", async () => {
    const first = await offered();
    await claim(first.orderId);
    await give(first.orderId, 3);
    expect(await close(first.orderId, "reject", "Sent back: wrong number")).toBe(true);
    const feedback = [{ path: "/words", message: "must be 4" }];
    const second = await offered({ legId: first.legId, escrowId: first.escrowId, revision: 1, feedback });
    expect((await listOffered(fleet.system, worker)).find(({ id }) => id === second.orderId)).toMatchObject({ revision: 1, feedback });
    await claim(second.orderId);
    expect(await give(second.orderId, 4)).toMatchObject({ ok: true });
    expect(await rowOf(first.orderId)).toMatchObject({ state: "rejected", result: { words: 3 }, closedNote: "Sent back: wrong number" });
    await expect(offered({ legId: first.legId, escrowId: first.escrowId, revision: 1 })).rejects.toThrow(/[Uu]nique/);
  });

  it("is ended by its run alone: its escrow's end only stops the work", async () => {
    const { orderId, escrowId } = await offered();
    await claim(orderId);
    expect(await run(fleet, cancelEscrowCommand, { escrowId })).toMatchObject({ ok: true });
    await followOrders(fleet.system, fleet.connectionId);
    expect((await rowOf(orderId)).state).toBe("claimed");
    expect(await give(orderId, 4)).toMatchObject({ failure: { code: "ORDER_CLOSED" } });
    expect(await close(orderId, "cancel")).toBe(true);
    expect(await close(orderId, "cancel")).toBe(false);
  });

  it("is not accepted before it is returned, and a rejection of nothing is a cancellation", async () => {
    const { orderId } = await offered();
    expect(await close(orderId, "accept")).toBe(false);
    expect(await close(orderId, "reject")).toBe(true);
    expect((await rowOf(orderId)).state).toBe("cancelled");
    const other = await offered();
    await claim(other.orderId);
    await give(other.orderId, 4);
    expect(await close(other.orderId, "accept")).toBe(true);
    expect((await rowOf(other.orderId)).state).toBe("accepted");
  });

  it("expires and wakes its run when it was given up too often", async () => {
    const { orderId, runId } = await offered();
    await claim(orderId);
    const past = { leaseUntil: new Date(fleet.now() - 1) };
    await fleet.db.workOrder.update({ where: { id: orderId }, data: { ...past, attempts: ATTEMPTS_MAX } });
    expect(await claim(orderId, "next")).toMatchObject({ failure: { code: "ORDER_CLOSED" } });
    await followOrders(fleet.system, fleet.connectionId);
    expect((await rowOf(orderId)).state).toBe("expired");
    expect(await signalsOf(runId)).toBeGreaterThan(0);
  });

  it("is offered again when a claim lapsed, without its run", async () => {
    const { orderId, runId } = await offered();
    await claim(orderId);
    await fleet.db.workOrder.update({ where: { id: orderId }, data: { leaseUntil: new Date(fleet.now() - 1) } });
    await followOrders(fleet.system, fleet.connectionId);
    expect((await rowOf(orderId)).state).toBe("pending");
    expect(await signalsOf(runId)).toBe(0);
  });

  it("never waits for its run in a circle: a run that decides while its worker returns", async () => {
    const { orderId, runId } = await offered();
    await claim(orderId);
    const [returned, isClosed] = await fleet.db.$transaction(async (tx) => {
      await tx.$queryRaw`select id from "Run" where id = ${runId} for update`;
      // While the run's row is held: a worker that needed it would wait here for ever.
      const given = await give(orderId, 4);
      return [given, (await closeOrders(tx, fleet.system, [{ orderId, event: "cancel", note: "Too late" }])).length === 1];
    });
    expect(returned).toMatchObject({ ok: true });
    expect(isClosed).toBe(true);
    expect((await rowOf(orderId)).state).toBe("cancelled");
  });
});
