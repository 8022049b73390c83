import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addSignedIn } from "../order/test-order";
import { findOrphanRows, ORPHAN_ALERT } from "../reconcile/find-orphan-rows";
import { answer, bid, drive, give, pass, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { verifyWorker } from "../worker/verify-worker";

/** The published services know no task id again, have no lock code and no cancel. */
let fleet: TestFleet;
let [ann, ben, cid] = [] as unknown as [TestWorker, TestWorker, TestWorker];
const SLOW_MS = 180_000;

beforeAll(async () => {
  fleet = await startTestFleet({ mount: "published" });
  [ann, ben, cid] = [await addSignedIn(fleet, "ann"), await addSignedIn(fleet, "ben"), await addSignedIn(fleet, "cid")];
  for (const { agentId } of [ann, ben, cid]) await verifyWorker(fleet.system, agentId);
}, SLOW_MS);
afterAll(() => fleet.close());
beforeEach(async () => void await fleet.control("DELETE", "faults"));

type More = Record<string, unknown>;
const task = (worker: string, amount: string, more: More = {}) => ({ worker, amount, instructions: `Do the part of ${worker}.`, ...more });
const hub = () => ({ name: "Hub", pattern: "hub_spoke", legs: [task("ann", "1.00", { key: "ann" }), task("ben", "1.00", { key: "ben" })] });
const chain = () => ({ name: "Chain", pattern: "pipeline", stages: [task("ann", "5.00"), task("ben", "3.50"), task("cid", "1.80")] });
const PATHS = { lock: "/escrow/create", complete: "/escrow/complete/", release: "/escrow/release/" } as const;
const VERBS = ["lock", "complete", "release"] as const;
const breakNext = (verb: keyof typeof PATHS, effect: string, more: More = {}) =>
  fleet.control("POST", "faults", { match: { method: "POST", path: PATHS[verb] }, effect, times: 1, ...more });

/** Everybody works on what he has, and time passes, until the run has ended; its money is whole all the time. */
async function work(runId: string, rounds = 40): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await drive(fleet);
    await checkMoney(fleet, runId);
    if ((await stateOf(fleet, runId))["run"] !== "running") return;
    const busy = [];
    for (const worker of [ann, ben, cid]) if (await fleet.db.workOrder.count({ where: { workerAgentId: worker.agentId, state: "pending" } })) busy.push(worker);
    for (const worker of busy) await give(fleet, worker, { ok: true });
    if (busy.length === 0) await pass(fleet, 20_000);
  }
}

async function expectOneEscrowEach(runId: string, keys: readonly string[]): Promise<void> {
  const { faults } = await fleet.control("GET", "faults") as unknown as { faults: { hits: number; times: number }[] };
  expect(faults.every(({ hits, times }) => hits === times), "every fault has hit").toBe(true);
  const { released, live, states } = await checkMoney(fleet, runId);
  expect([released, live]).toEqual([Object.fromEntries(keys.map((key) => [key, 1])), {}]);
  expect(states).toEqual(Object.fromEntries(keys.map((key) => [key, ["released"]])));
  expect(await fleet.db.intent.count({ where: { outcome: { in: ["sending", "unknown"] } } })).toBe(0);
}

describe.each(["reply_lost_before", "reply_lost_after", "html", "5xx", "429"])("published services that answer with %s", (effect) => {
  it.each(VERBS)("to a %s of a hub leave one escrow and one payment", async (verb) => {
    const runId = await start(fleet, hub());
    await breakNext(verb, effect);
    await work(runId);
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid", ben: "paid" });
    await expectOneEscrowEach(runId, ["ann", "ben"]);
  }, SLOW_MS);
});

describe.each(["reply_lost_before", "reply_lost_after"])("published services whose answer (%s)", (effect) => {
  it.each(VERBS)("to a %s that a stage of a pipeline makes with its own key is missing leave one escrow and one payment", async (verb) => {
    const runId = await start(fleet, chain());
    await breakNext(verb, effect, { after: 1 });
    await work(runId);
    expect((await stateOf(fleet, runId))["run"]).toBe("done");
    await expectOneEscrowEach(runId, ["pipeline.1", "pipeline.2", "pipeline.3"]);
  }, SLOW_MS);

  it.each(VERBS)("to a %s of an auction is missing leave one escrow and one payment", async (verb) => {
    const runId = await start(fleet, { name: "Bids", pattern: "auction", bidders: ["ann", "ben"], ceiling: "2", allowsNewcomers: true, instructions: "Analyse it." });
    await drive(fleet);
    for (const worker of [ann, ben]) await bid(fleet, worker, 1_500_000n, 30);
    await breakNext(verb, effect);
    await work(runId);
    expect((await stateOf(fleet, runId))["run"]).toBe("done");
    await expectOneEscrowEach(runId, ["auction"]);
  }, SLOW_MS);

  it.each(VERBS)("to a %s of a marketplace is missing pay one of the race, once", async (verb) => {
    const runId = await start(fleet, { name: "Race", pattern: "marketplace", workers: ["ann", "ben", "cid"], amount: "0.80", instructions: "Find it first.", workMinutes: 20, timeoutHours: 1 });
    await breakNext(verb, effect);
    await work(runId, 8);
    expect((await stateOf(fleet, runId))["run"]).toBe("running");
    await pass(fleet, 61 * 60_000);
    expect((await stateOf(fleet, runId))["run"]).toBe("done");
    const { released, live, states } = await checkMoney(fleet, runId);
    expect([Object.values(released), live]).toEqual([[1], {}]);
    expect(Object.values(states).every((words) => words.length === 1)).toBe(true);
  }, SLOW_MS);
});

describe("published services that lose every answer for a while", () => {
  it.each(["reply_lost_before", "reply_lost_after"])("(%s) cost no second escrow and no second payment", async (effect) => {
    const runId = await start(fleet, hub());
    for (const verb of VERBS) await breakNext(verb, effect, { times: 2 });
    await work(runId);
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid", ben: "paid" });
    await expectOneEscrowEach(runId, ["ann", "ben"]);
  }, SLOW_MS);
});

describe("published services that get a request twice", () => {
  it.each(["complete", "release"] as const)("pay once for a %s", async (verb) => {
    const runId = await start(fleet, hub());
    await breakNext(verb, "duplicate");
    await work(runId);
    await expectOneEscrowEach(runId, ["ann", "ben"]);
  }, SLOW_MS);

  it("lock twice for a lock: the run pays from one, and somebody is told of the other", async () => {
    const runId = await start(fleet, { name: "One", pattern: "hub_spoke", legs: [task("ann", "1.00", { key: "ann", timeoutHours: 2 })] });
    await breakNext("lock", "duplicate");
    await drive(fleet);
    await answer(fleet, ann, { ok: true });
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid" });
    expect(await findOrphanRows(fleet.system, fleet.connectionId)).toBe(1);
    const alert = await fleet.db.alert.findFirstOrThrow({ where: { kind: ORPHAN_ALERT } });
    expect(alert).toMatchObject({ amountAtRiskMicros: 1_000_000n, subjectType: "connection" });
    await pass(fleet, 121 * 60_000);
    const { released, live, states } = await checkMoney(fleet, runId);
    expect([released, live]).toEqual([{ ann: 1 }, {}]);
    expect([...states["ann"] ?? []].sort()).toEqual(["refunded", "released"]);
  }, SLOW_MS);
});
