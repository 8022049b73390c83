import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addSignedIn } from "../order/test-order";
import { answer, bid, drive, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { getRun } from "./get-run";
import { getRunReport } from "./run-report";

let fleet: TestFleet;
const workers = new Map<string, TestWorker>();
const named = (name: string) => workers.get(name) as TestWorker;

beforeAll(async () => {
  fleet = await startTestFleet();
  for (const name of ["scout", "ann", "ben", "draft", "edit", "fast", "slow", "last"]) workers.set(name, await addSignedIn(fleet, name));
});
afterAll(() => fleet.close());

const work = (more: Record<string, unknown>) => ({ instructions: "Do your part.", ...more });
const PLAN = {
  name: "Everything", pattern: "hub_spoke", input: { topic: "spreads" }, legs: [
    work({ key: "scan", worker: "scout", amount: "0.50" }),
    work({ key: "analysis", kind: "auction", bidders: ["ann", "ben"], ceiling: "2.00", allowsNewcomers: true, dependsOn: ["scan"] }),
    { key: "report", kind: "pipeline", dependsOn: ["analysis"], stages: [work({ worker: "draft", amount: "1.00" }), work({ worker: "edit", amount: "0.60" })] },
    work({ key: "check", kind: "marketplace", workers: ["fast", "slow"], amount: "0.40", dependsOn: ["report"], funding: "lazy" }),
    work({ key: "publish", worker: "last", amount: "0.30", dependsOn: ["check", "scan"] }),
  ],
};
const inputOf = async (name: string) => (await fleet.db.workOrder.findFirstOrThrow({ where: { workerAgentId: named(name).agentId, kind: "task", state: "pending" } })).input;

describe("a hub whose legs are an auction, a pipeline and a marketplace", () => {
  it("is one run: outputs are handed on from node to node, and one report has every payment", async () => {
    const runId = await start(fleet, PLAN);
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({
      run: "running", scan: "working", analysis: "waiting", "report.1": "funded", "report.2": "waiting", "check.1": "waiting", "check.2": "waiting", publish: "funded",
    });
    await answer(fleet, named("scout"), { pairs: 3 });
    await bid(fleet, named("ann"), 1_900_000n, 30);
    await bid(fleet, named("ben"), 1_000_000n, 30);
    await drive(fleet);
    expect(await inputOf("ben")).toEqual({ input: { topic: "spreads" }, from: { scan: { pairs: 3 } } });
    await answer(fleet, named("ben"), { verdict: "buy" });
    expect(await inputOf("draft")).toEqual({ input: { topic: "spreads" }, from: { analysis: { verdict: "buy" } } });
    await answer(fleet, named("draft"), { text: "long" });
    await answer(fleet, named("edit"), { text: "short" });
    expect(await inputOf("slow")).toEqual({ input: { topic: "spreads" }, from: { report: { text: "short" } } });
    await answer(fleet, named("fast"), { isRight: true });
    expect(await inputOf("last")).toEqual({ input: { topic: "spreads" }, from: { check: { isRight: true }, scan: { pairs: 3 } } });
    await answer(fleet, named("last"), { url: "here" });
    expect((await stateOf(fleet, runId))["run"]).toBe("done");
    const { totals, byAgent } = await getRunReport(fleet.system, runId);
    expect(totals).toMatchObject({ transactions: 6, paidMicros: 3_800_000n, feesMicros: 38_000n, failed: 1 });
    expect(Object.fromEntries(byAgent.map(({ name, patterns }) => [name, patterns]))).toMatchObject({ scout: ["hub_spoke"], ben: ["auction"], draft: ["pipeline"], edit: ["pipeline"], fast: ["marketplace"], last: ["hub_spoke"] });
    const { released, live } = await checkMoney(fleet, runId);
    expect([Object.keys(released).sort(), live]).toEqual([["analysis", "check.1", "publish", "report.1", "report.2", "scan"], {}]);
    const { groups } = await getRun(fleet.system, fleet.connectionId, runId);
    expect(groups.map(({ key, pattern }) => [key, pattern])).toEqual([["analysis", "auction"], ["report", "pipeline"], ["check", "marketplace"]]);
    expect(await fleet.db.run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({ paidMicros: 3_200_000n, returnedMicros: 400_000n, lockedMicros: 0n, feesMicros: 38_000n });
  });

  it("stops what hangs on a node that fails, and leaves the rest alone", async () => {
    const runId = await start(fleet, { ...PLAN, legs: [...PLAN.legs, work({ key: "alone", worker: "edit", amount: "0.20" })] });
    await drive(fleet);
    await answer(fleet, named("scout"), { pairs: 3 });
    await bid(fleet, named("ann"), 100_000n, 30);
    await bid(fleet, named("ben"), 9_000_000n, 30);
    await drive(fleet);
    expect(await stateOf(fleet, runId)).toEqual({
      run: "running", scan: "paid", analysis: "failed", "report.1": "skipped", "report.2": "skipped", "check.1": "skipped", "check.2": "skipped", publish: "skipped", alone: "working",
    });
    await answer(fleet, named("edit"), { done: true });
    expect(await stateOf(fleet, runId)).toMatchObject({ run: "failed", alone: "paid" });
    expect((await checkMoney(fleet, runId)).live).toEqual({});
  });
});
