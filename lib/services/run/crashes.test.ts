import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MINUTE_MS } from "@/lib/core/time";
import { addSignedIn } from "../order/test-order";
import { carryThrough, MISHAPS } from "../testing/crash-run";
import { start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { verifyWorker } from "../worker/verify-worker";
import { getRunReport } from "./run-report";

let fleet: TestFleet;
let workers: TestWorker[] = [];
const SLOW_MS = 180_000;
/** Losers of a race wait for their time-out there. */
const IDLE_MS = 3_600_000;

const task = (worker: string, amount: string, more: Record<string, unknown> = {}) => ({ worker, amount, instructions: `Do the part of ${worker}.`, ...more });
const PLANS = {
  hub: { name: "Hub", pattern: "hub_spoke", legs: [task("ann", "0.50", { key: "a" }), task("ben", "1.20", { key: "b" }), task("cid", "0.40", { key: "c", dependsOn: ["a", "b"] })] },
  pipeline: { name: "Chain", pattern: "pipeline", stages: [task("ann", "1.00"), task("ben", "0.70"), task("cid", "0.40")] },
  auction: { name: "Bids", pattern: "auction", bidders: ["ann", "ben", "cid"], ceiling: "2", allowsNewcomers: true, instructions: "Analyse it." },
  marketplace: { name: "Race", pattern: "marketplace", workers: ["ann", "ben", "cid"], amount: "0.80", instructions: "Find it first.", timeoutHours: 2 },
};
const BAD = [{ kind: "expression", expression: "result.ok == false" }];

async function addFleet(mount: "sandbox" | "published"): Promise<void> {
  fleet = await startTestFleet({ mount });
  workers = [];
  for (const name of ["ann", "ben", "cid"]) {
    const worker = await addSignedIn(fleet, name);
    await verifyWorker(fleet.system, worker.agentId);
    workers.push(worker);
  }
}

describe.each(MISHAPS)("a process that %s", (mishap) => {
  beforeAll(() => addFleet("sandbox"), SLOW_MS);
  afterAll(() => fleet.close());

  it.each([
    ["hub", 3, 2_100_000n], ["pipeline", 3, 2_100_000n], ["auction", 1, 1_500_000n], ["marketplace", 1, 800_000n],
  ] as const)("pays nothing twice and loses nothing in a %s", async (pattern, transactions, paidMicros) => {
    const runId = await start(fleet, PLANS[pattern]);
    await carryThrough(fleet, runId, mishap, workers);
    expect((await stateOf(fleet, runId))["run"]).toBe("done");
    expect((await checkMoney(fleet, runId)).live).toEqual({});
    expect((await getRunReport(fleet.system, runId)).totals).toMatchObject({ transactions, paidMicros });
  }, SLOW_MS);

  it("makes no more than one fresh escrow for each attempt of work that fails", async () => {
    const runId = await start(fleet, { name: "Bad", pattern: "hub_spoke", legs: [task("ann", "1", { key: "a", revisions: 1, attempts: 2, backups: ["ben"], validators: BAD })] });
    await carryThrough(fleet, runId, mishap, workers);
    expect(await stateOf(fleet, runId)).toEqual({ run: "failed", a: "failed" });
    expect((await checkMoney(fleet, runId)).states).toEqual({ a: ["refunded", "refunded", "refunded", "refunded"] });
  }, SLOW_MS);
});

/** No task id that is known again, no lock code, no cancel: what a repeat must not do, only the ledger can say. */
describe.each(MISHAPS.filter((mishap) => mishap !== "decides twice"))("on the published services, a process that %s", (mishap) => {
  beforeAll(() => addFleet("published"), SLOW_MS);
  afterAll(() => fleet.close());
  // The published services count requests by the minute: each story has minutes of its own.
  beforeEach(() => fleet.advance(MINUTE_MS));

  // The two that lose the race time out, and their fees are kept: 0.80 for the winner and twice 0.008.
  it.each([
    ["hub", 3, 2_100_000n], ["pipeline", 3, 2_100_000n], ["auction", 1, 1_500_000n], ["marketplace", 1, 816_000n],
  ] as const)("pays nothing twice and loses nothing but kept fees in a %s", async (pattern, transactions, paidMicros) => {
    const runId = await start(fleet, PLANS[pattern]);
    await carryThrough(fleet, runId, mishap, workers, { idleMs: IDLE_MS });
    expect((await stateOf(fleet, runId))["run"]).toBe("done");
    const { live, states } = await checkMoney(fleet, runId);
    expect(live).toEqual({});
    expect(Object.values(states).every((words) => words.length === 1), "one escrow for each leg").toBe(true);
    expect((await getRunReport(fleet.system, runId)).totals).toMatchObject({ transactions, paidMicros });
  }, SLOW_MS);

  it("asks the next one only when the time-out has given the money of work that failed back", async () => {
    const runId = await start(fleet, { name: "Bad", pattern: "hub_spoke", legs: [task("ann", "1", { key: "a", revisions: 0, backups: ["ben"], validators: BAD, timeoutHours: 2 })] });
    await carryThrough(fleet, runId, mishap, workers, { idleMs: IDLE_MS });
    expect(await stateOf(fleet, runId)).toEqual({ run: "failed", a: "failed" });
    expect((await checkMoney(fleet, runId)).states).toEqual({ a: ["refunded", "refunded"] });
  }, SLOW_MS);
});
