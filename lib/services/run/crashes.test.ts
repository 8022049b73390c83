import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addSignedIn } from "../order/test-order";
import { carryThrough, MISHAPS } from "../testing/crash-run";
import { start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { getRunReport } from "./run-report";

let fleet: TestFleet;
let workers: TestWorker[] = [];
const SLOW_MS = 60_000;

beforeAll(async () => {
  fleet = await startTestFleet();
  workers = [await addSignedIn(fleet, "ann"), await addSignedIn(fleet, "ben"), await addSignedIn(fleet, "cid")];
}, SLOW_MS);
afterAll(() => fleet.close());

const task = (worker: string, amount: string, more: Record<string, unknown> = {}) => ({ worker, amount, instructions: `Do the part of ${worker}.`, ...more });
const PLANS = {
  hub: { name: "Hub", pattern: "hub_spoke", legs: [task("ann", "0.50", { key: "a" }), task("ben", "1.20", { key: "b" }), task("cid", "0.40", { key: "c", dependsOn: ["a", "b"] })] },
  pipeline: { name: "Chain", pattern: "pipeline", stages: [task("ann", "1.00"), task("ben", "0.70"), task("cid", "0.40")] },
  auction: { name: "Bids", pattern: "auction", bidders: ["ann", "ben", "cid"], ceiling: "2", allowsNewcomers: true, instructions: "Analyse it." },
  marketplace: { name: "Race", pattern: "marketplace", workers: ["ann", "ben", "cid"], amount: "0.80", instructions: "Find it first." },
};
const BAD = [{ kind: "expression", expression: "result.ok == false" }];

describe.each(MISHAPS)("a process that %s", (mishap) => {
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
