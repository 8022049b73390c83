import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { usdc } from "@/lib/core/money";
import { addMs } from "@/lib/core/time";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { claimOrder } from "./claim-order";
import type { SignedInWorker } from "./find-worker-token";
import { closeOrders } from "./many-orders";
import { placeBid } from "./place-bid";
import { addLeg, addSignedIn, inviteToBid, offerLegOrder, workerKey } from "./test-order";
import { listOffered } from "./wait-for-orders";

let fleet: TestFleet;
let cheap: SignedInWorker;
let fast: SignedInWorker;
let auction: { runId: string; legId: string };

beforeAll(async () => {
  fleet = await startTestFleet();
  cheap = await addSignedIn(fleet, "cheap");
  fast = await addSignedIn(fleet, "fast");
});

beforeEach(async () => void (auction = await addLeg(fleet, { state: "bidding", pattern: "auction" })));

afterAll(() => fleet.close());

const TERMS = { price: usdc(400_000n), minutes: 12, note: "as always" };
const invite = (worker: SignedInWorker, closesInMs = 60_000) =>
  inviteToBid(fleet, { legId: auction.legId, workerAgentId: worker.agentId, closesAt: addMs(fleet.now(), closesInMs) });
const bid = (orderId: string, more: Partial<typeof TERMS & { bidKey: string }> = {}, worker = cheap) =>
  placeBid(fleet.system, worker, { orderId, bidKey: workerKey("bid"), ...TERMS, ...more });
const bidOf = (agentId: string) => fleet.db.bid.findUniqueOrThrow({ where: { legId_agentId: { legId: auction.legId, agentId } } });
const rowOf = (id: string) => fleet.db.workOrder.findUniqueOrThrow({ where: { id } });

describe("a bid", () => {
  it("is asked for with ceiling and deadline, taken once, and wakes the run", async () => {
    const orderId = await invite(cheap);
    const [order] = await listOffered(fleet.system, cheap);
    expect(order).toMatchObject({ id: orderId, kind: "bid", input: { ceiling: "1" }, closesAt: expect.stringMatching(/Z$/) as string });
    const placed = await bid(orderId);
    expect(placed).toMatchObject({ ok: true, value: { state: "returned", price: "0.4", minutes: 12 } });
    expect(await bid(orderId)).toEqual(placed);
    expect(await bidOf(cheap.agentId)).toMatchObject({ state: "placed", source: "worker", priceMicros: 400_000n, minutes: 12, note: "as always", orderId });
    expect(await fleet.db.runSignal.count({ where: { runId: auction.runId } })).toBe(1);
    expect(await fleet.db.auditEntry.count({ where: { action: "order.bid", subjectId: orderId } })).toBe(1);
    expect(await listOffered(fleet.system, cheap)).toEqual([]);
  });

  it("cannot be changed: another price, and another key, are refused", async () => {
    const orderId = await invite(cheap);
    await bid(orderId);
    expect(await bid(orderId, { price: usdc(300_000n) })).toMatchObject({ failure: { code: "CONFLICT" } });
    expect(await bid(orderId, { bidKey: workerKey("other") })).toMatchObject({ failure: { code: "CONFLICT" } });
    expect((await bidOf(cheap.agentId)).priceMicros).toBe(400_000n);
  });

  it("is one bid of two that come at once", async () => {
    const orderId = await invite(cheap);
    const results = await Promise.all([bid(orderId), bid(orderId, { price: usdc(390_000n) })]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("comes too late after the deadline, and is not asked for any more", async () => {
    const orderId = await invite(cheap, 0);
    expect(await bid(orderId)).toMatchObject({ failure: { code: "BID_LATE" } });
    expect(await listOffered(fleet.system, cheap)).toEqual([]);
    expect((await bidOf(cheap.agentId)).state).toBe("invited");
  });

  it("is refused when the auction is over, although the same bid again is still the same", async () => {
    const [silent, placed] = [await invite(fast), await invite(cheap)];
    const first = await bid(placed);
    for (const [orderId, event] of [[silent, "expire"], [placed, "accept"]] as const) {
      await fleet.db.$transaction((tx) => closeOrders(tx, fleet.system, [{ orderId, event, note: "Closed" }]));
    }
    expect(await bid(silent, {}, fast)).toMatchObject({ failure: { code: "ORDER_CLOSED" } });
    expect(await bid(placed)).toEqual({ ok: true, value: { ...(first.ok ? first.value : {}), state: "accepted" } });
  });

  it("is sealed: nothing of it is in the order, in the audit log or in what another bidder sees", async () => {
    const [mine, other] = [await invite(cheap), await invite(fast)];
    await bid(mine, { price: usdc(123_457n), note: "a secret word" });
    const seen = [await rowOf(mine), await rowOf(other), await listOffered(fleet.system, fast), await fleet.db.auditEntry.findMany({ where: { subjectId: mine }, omit: { seq: true } })];
    expect(JSON.stringify(seen)).not.toMatch(/0\.123457|\b123457\b|a secret word/);
    expect(await bid(mine, {}, fast)).toMatchObject({ failure: { code: "NOT_FOUND" } });
  });

  it("is not work: it cannot be claimed, and work takes no bid", async () => {
    const orderId = await invite(cheap);
    expect(await claimOrder(fleet.system, cheap, { orderId, claimKey: workerKey("claim") })).toMatchObject({ failure: { code: "ORDER_STATE" } });
    const work = await offerLegOrder(fleet, { legId: auction.legId, workerAgentId: cheap.agentId });
    expect(await bid(work.orderId)).toMatchObject({ failure: { code: "ORDER_STATE" } });
  });
});
