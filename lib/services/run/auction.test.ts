import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listOffered } from "../order/wait-for-orders";
import { placeBid } from "../order/place-bid";
import { addSignedIn, workerKey } from "../order/test-order";
import { answer, bid, drive, pass, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { usdc } from "@/lib/core/money";
import { cancelRun, pauseRun, resumeRun } from "./control-run";
import { decideReview } from "./decide-review";
import { getRun } from "./get-run";
import { retryLeg } from "./retry-leg";

let fleet: TestFleet;
let [ann, ben, cid] = [] as unknown as [TestWorker, TestWorker, TestWorker];
let round = 0;

beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());
/** Three bidders of their own for each test, with a history that lets them bid. */
beforeEach(async () => {
  round += 1;
  [ann, ben, cid] = [await addSignedIn(fleet, `ann-${round}`), await addSignedIn(fleet, `ben-${round}`), await addSignedIn(fleet, `cid-${round}`)];
  for (const { agentId } of [ann, ben, cid]) await fleet.db.reputation.create({ data: { agentId, connectionId: fleet.connectionId, doneCount: 10 } });
});

type More = Record<string, unknown>;
const auction = (more: More = {}) => ({
  name: "Analysis", pattern: "auction", bidders: [ann.name, ben.name, cid.name], ceiling: "2.00", instructions: "Analyse the pairs.", workMinutes: 60, bidMinutes: 30, ...more,
});
const legOf = (runId: string) => fleet.db.leg.findFirstOrThrow({ where: { runId }, include: { bids: true } });
const bidOf = async (runId: string, worker: TestWorker) => (await legOf(runId)).bids.find(({ agentId }) => agentId === worker.agentId);
const stateOfLeg = async (runId: string) => (await stateOf(fleet, runId))["auction"];
const TO_CLOSE_MS = 31 * 60_000;

async function openAuction(more: More = {}): Promise<string> {
  const runId = await start(fleet, auction(more));
  await drive(fleet);
  expect(await stateOfLeg(runId)).toBe("bidding");
  return runId;
}

describe("an auction", () => {
  it("keeps bids sealed until it closes, then shows every one of them with its score", async () => {
    const runId = await openAuction();
    await bid(fleet, ann, 1_777_777n, 37);
    await drive(fleet);
    const seen = {
      page: await getRun(fleet.system, fleet.connectionId, runId, "auction"), offered: [await listOffered(fleet.system, ben), await listOffered(fleet.system, ann)],
      audit: await fleet.db.auditEntry.findMany(), events: await fleet.db.runEvent.findMany({ where: { runId } }), orders: await fleet.db.workOrder.findMany(),
    };
    expect(JSON.stringify(seen, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toMatch(/\b1777777\b|1\.777777/);
    expect(seen.page.groups[0]?.auction).toMatchObject({ isOpen: true, invited: 3, placed: 1, bids: null });
    await bid(fleet, ben, 1_200_000n, 60);
    await pass(fleet, TO_CLOSE_MS);
    const table = (await getRun(fleet.system, fleet.connectionId, runId, "auction")).groups[0]?.auction;
    expect(table?.isOpen).toBe(false);
    expect(table?.bids?.map(({ name, state, price }) => [name, state, price])).toEqual([
      [ben.name, "won", 1_200_000n], [ann.name, "lost", 1_777_777n], [cid.name, "silent", null],
    ]);
    expect(table?.bids?.[0]?.score).toMatchObject({ price: 800, completion: 1_000 });
    await expectBidsClosed();
  });

  it("opens as soon as all bids are in, funds the winner alone and pays its own price", async () => {
    const runId = await openAuction();
    for (const [worker, price] of [[ann, 1_800_000n], [ben, 1_100_000n], [cid, 1_500_000n]] as const) await bid(fleet, worker, price, 30);
    await drive(fleet);
    expect(await legOf(runId)).toMatchObject({ state: "working", payeeAgentId: ben.agentId, amountMicros: 1_100_000n });
    expect((await checkMoney(fleet, runId)).escrows.map(({ payeeId, amountMicros }) => [payeeId, amountMicros])).toEqual([[ben.name, "1100000"]]);
    await answer(fleet, ben, { answer: 42 });
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", auction: "paid" });
    const { balanceOf } = await checkMoney(fleet, runId);
    expect([ann, ben, cid].map(({ name }) => balanceOf(name))).toEqual([0n, 1_089_000n, 0n]);
  });

  it("waits for late bidders no longer than its deadline, and takes no bid after it", async () => {
    const runId = await openAuction();
    await bid(fleet, ann, 1_500_000n, 30);
    const order = await fleet.db.workOrder.findFirstOrThrow({ where: { workerAgentId: ben.agentId, kind: "bid" } });
    await fleet.advance(TO_CLOSE_MS);
    const late = await placeBid(fleet.system, ben, { orderId: order.id, bidKey: workerKey(order.id), price: usdc(1_000_000n), minutes: 1, note: null });
    expect(late).toMatchObject({ ok: false, failure: { code: "BID_LATE" } });
    await drive(fleet);
    expect(await legOf(runId)).toMatchObject({ state: "working", payeeAgentId: ann.agentId });
  });

  it("refuses bids under the floor and above the ceiling and those of newcomers, and keeps why", async () => {
    await fleet.db.reputation.update({ where: { agentId: cid.agentId }, data: { doneCount: 9 } });
    const runId = await openAuction();
    await bid(fleet, ann, 999_999n, 30);
    await bid(fleet, ben, 2_000_001n, 30);
    await bid(fleet, cid, 1_500_000n, 30);
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "failed", auction: "failed" });
    const codes = await Promise.all([ann, ben, cid].map(async (worker) => (await bidOf(runId, worker))?.score));
    expect(codes).toMatchObject([{ code: "BELOW_FLOOR" }, { code: "ABOVE_CEILING" }, { code: "TOO_FEW_JOBS" }]);
    const table = (await getRun(fleet.system, fleet.connectionId, runId, "auction")).groups[0]?.auction;
    expect(table?.bids?.map(({ name, refusal }) => [name, refusal])).toContainEqual([ann.name, "The bid is below 1 USDC, half of the ceiling."]);
    expect((await checkMoney(fleet, runId)).escrows).toEqual([]);
  });

  it("lets a newcomer win where the plan allows it", async () => {
    await fleet.db.reputation.delete({ where: { agentId: cid.agentId } });
    const runId = await openAuction({ allowsNewcomers: true, bidders: [cid.name] });
    await bid(fleet, cid, 1_500_000n, 30);
    await drive(fleet);
    expect(await legOf(runId)).toMatchObject({ state: "working", payeeAgentId: cid.agentId });
  });

  it("lets a rate card answer for whoever is silent", async () => {
    await fleet.db.rateCard.create({ data: { id: `rate-${round}`, agentId: cid.agentId, priceMicros: 1_000_000n, minutes: 20, note: "from Monday on", changedBy: "test", changedAt: new Date(fleet.now()) } });
    const runId = await openAuction();
    await bid(fleet, ann, 1_900_000n, 30);
    await pass(fleet, TO_CLOSE_MS);
    expect(await bidOf(runId, cid)).toMatchObject({ state: "won", source: "rate_card", priceMicros: 1_000_000n, note: "from Monday on" });
    const table = (await getRun(fleet.system, fleet.connectionId, runId, "auction")).groups[0]?.auction;
    expect(table?.bids?.map(({ name, note }) => [name, note])).toEqual([[cid.name, "from Monday on"], [ann.name, null], [ben.name, null]]);
    expect(await bidOf(runId, ben)).toMatchObject({ state: "silent", source: null });
    expect(await legOf(runId)).toMatchObject({ state: "working", payeeAgentId: cid.agentId, amountMicros: 1_000_000n });
  });

  it.each([["lower_price", "ann"], ["shorter_time", "ben"], ["earlier_bid", "ben"]])("decides between equal scores by %s", async (tieRule, winner) => {
    const runId = await openAuction({ tieRule, weights: { price: 0, completion: 100, time: 0, fee: 0 }, bidders: [ann.name, ben.name] });
    await bid(fleet, ben, 1_500_000n, 20);
    await fleet.advance(1_000);
    await bid(fleet, ann, 1_400_000n, 30);
    await drive(fleet);
    expect((await legOf(runId)).payeeAgentId).toBe(winner === "ann" ? ann.agentId : ben.agentId);
  });
});

describe("the time that a winner said", () => {
  it.each([[5, 6, 0], [6, 7, 1]])("counts over all revisions, without the time that others looked at it: %i and %i minutes of 10", async (first, second, overrun) => {
    const runId = await openAuction({ validators: [{ kind: "human", question: "Is it right?" }] });
    await bid(fleet, ann, 1_500_000n, 10);
    await pass(fleet, TO_CLOSE_MS);
    await fleet.advance(first * 60_000);
    await answer(fleet, ann, { draft: 1 });
    await fleet.advance(60 * 60_000);
    const review = async (decision: "revise" | "accept") => {
      const { id, orderId } = await legOf(runId);
      expect(await decideReview(fleet.as(), fleet.connectionId, { legId: id, orderId: orderId ?? "", decision, note: null })).toMatchObject({ ok: true });
      await drive(fleet);
    };
    await review("revise");
    await fleet.advance(second * 60_000);
    await answer(fleet, ann, { draft: 2 });
    await review("accept");
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", auction: "paid" });
    expect(await fleet.db.reputation.findUniqueOrThrow({ where: { agentId: ann.agentId } })).toMatchObject({ doneCount: 11, overrunCount: overrun, revisionCount: 1 });
  });
});

/** Nobody is left with a request that nobody reads. */
async function expectBidsClosed(): Promise<void> {
  expect(await fleet.db.workOrder.count({ where: { workerAgentId: { in: [ann.agentId, ben.agentId, cid.agentId] }, kind: "bid", state: { in: ["pending", "returned"] } } })).toBe(0);
}

describe("an auction that does not go as planned", () => {
  it("asks the next bidder at its own price when the winner fails", async () => {
    const runId = await openAuction();
    for (const [worker, price] of [[ann, 1_000_000n], [ben, 1_300_000n], [cid, 1_900_000n]] as const) await bid(fleet, worker, price, 30);
    await drive(fleet);
    await pass(fleet, 61 * 60_000);
    expect(await legOf(runId)).toMatchObject({ state: "working", payeeAgentId: ben.agentId, amountMicros: 1_300_000n });
    await answer(fleet, ben, { answer: 42 });
    const { escrows, balanceOf } = await checkMoney(fleet, runId);
    expect(escrows.map(({ payeeId, state }) => [payeeId, state])).toEqual([[ann.name, "refunded"], [ben.name, "released"]]);
    expect(balanceOf(ben.name)).toBe(1_287_000n);
    expect(await fleet.db.reputation.findUniqueOrThrow({ where: { agentId: ann.agentId } })).toMatchObject({ failedCount: 1 });
  });

  it("fails without a valid bid, funds nobody, and asks anew when it is tried again", async () => {
    const runId = await openAuction();
    await bid(fleet, ann, 100_000n, 30);
    await pass(fleet, TO_CLOSE_MS);
    const leg = await legOf(runId);
    expect([leg.state, leg.failureCode]).toEqual(["failed", "NO_VALID_BID"]);
    expect(await retryLeg(fleet.as("operator"), fleet.connectionId, { legId: leg.id })).toMatchObject({ ok: true });
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "running", auction: "bidding" });
    expect((await legOf(runId)).bids.map(({ state, priceMicros }) => [state, priceMicros])).toEqual([["invited", null], ["invited", null], ["invited", null]]);
    for (const worker of [ann, ben, cid]) await bid(fleet, worker, 1_600_000n, 30);
    await drive(fleet);
    expect(await legOf(runId)).toMatchObject({ state: "working", amountMicros: 1_600_000n });
  });

  it("ends with its requests when the run is cancelled while bids come in", async () => {
    const runId = await openAuction();
    await bid(fleet, ann, 1_500_000n, 30);
    expect(await cancelRun(fleet.as("operator"), fleet.connectionId, { runId, reason: null })).toMatchObject({ ok: true });
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({ run: "stopped", auction: "stopped" });
    await expectBidsClosed();
    expect((await checkMoney(fleet, runId)).escrows).toEqual([]);
  });

  it("takes a bid that comes while its run is paused, and closes as much later", async () => {
    const runId = await openAuction();
    await pauseRun(fleet.as("operator"), fleet.connectionId, runId);
    await pass(fleet, TO_CLOSE_MS);
    expect(await stateOf(fleet, runId)).toEqual({ run: "paused", auction: "bidding" });
    await resumeRun(fleet.as("operator"), fleet.connectionId, runId);
    await drive(fleet);
    await bid(fleet, ann, 1_500_000n, 30);
    await pass(fleet, TO_CLOSE_MS);
    expect(await legOf(runId)).toMatchObject({ state: "working", payeeAgentId: ann.agentId });
  });
});
