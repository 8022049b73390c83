import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { claimOrder } from "../order/claim-order";
import { returnResult } from "../order/return-result";
import { RESULT_BYTES_MAX } from "@/lib/core/order/json-value";
import { addSignedIn, workerKey } from "../order/test-order";
import { releaseEscrowCommand } from "../escrow/release";
import { run as command } from "../escrow/test-escrow";
import { answer, drive, give, pass, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { hub, task, type More } from "../testing/run-plans";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { cancelRun } from "./control-run";
import { findRunPlan } from "./find-run-plan";
import { previewRun } from "./preview-run";
import { getRunReport } from "./run-report";
import { startRun } from "./start-run";

let fleet: TestFleet;
let [ann, ben] = [] as unknown as [TestWorker, TestWorker];
const MINUTE = 60_000;

beforeAll(async () => {
  fleet = await startTestFleet();
  [ann, ben] = [await addSignedIn(fleet, "ann"), await addSignedIn(fleet, "ben")];
});
afterAll(() => fleet.close());
beforeEach(async () => void await fleet.control("DELETE", "faults"));

const legOf = (runId: string, key: string) => fleet.db.leg.findFirstOrThrow({ where: { runId, key } });
const runOf = (runId: string) => fleet.db.run.findUniqueOrThrow({ where: { id: runId } });
const by = () => [fleet.as("operator"), fleet.connectionId] as const;
const recordOf = async ({ agentId }: TestWorker) => {
  const row = await fleet.db.reputation.findUnique({ where: { agentId } });
  return { done: row?.doneCount ?? 0, failed: row?.failedCount ?? 0 };
};

async function begin(legs: unknown[], more: More = {}): Promise<string> {
  const runId = await start(fleet, hub(legs, more));
  await drive(fleet);
  return runId;
}

describe("a hostile plan", () => {
  const parse = (text: string) => JSON.parse(text) as unknown;
  it.each<[string, unknown]>([
    ["a negative amount", hub([task("ann", { amount: "-1.00" })])],
    ["seven decimals", hub([task("ann", { amount: "1.0000001" })])],
    ["a number for money", hub([task("ann", { amount: 1 })])],
    ["an amount that is no number", hub([task("ann", { amount: "1e3" })])],
    ["a circle", hub([task("ann", { dependsOn: ["ben"] }), task("ben", { dependsOn: ["ann"] })])],
    ["itself as a dependency", hub([task("ann", { dependsOn: ["ann"] })])],
    ["a key twice", hub([task("ann"), task("ann", { worker: "ben" })])],
    ["a key in another script", hub([task("аnn", { worker: "ann" })])],
    ["__proto__ for a key", hub([task("__proto__", { worker: "ann" })])],
    ["a __proto__ field", parse('{"__proto__":{"pattern":"hub_spoke"},"name":"x","pattern":"hub_spoke","legs":[]}')],
    ["a __proto__ field in a leg", parse('{"name":"Hub","pattern":"hub_spoke","legs":[{"__proto__":{"amount":"9"},"key":"ann","worker":"ann","instructions":"Do it."}]}')],
    ["100 kB of instructions", hub([task("ann", { instructions: "x".repeat(100_000) })])],
    ["100 kB for a name", hub([task("ann", { worker: "x".repeat(100_000) })])],
    ["a pattern that does not compile", hub([task("ann", { validators: [{ kind: "pattern", path: "", pattern: "(" }] })])],
    ["1,001 legs", hub(Array.from({ length: 1_001 }, (_, index) => task(`k${index}`, { worker: "ann" })))],
    ["no legs", hub([])],
    ["nothing", null],
  ])("with %s is refused with its places and starts nothing", async (_, plan) => {
    const before = await fleet.db.run.count();
    const started = await startRun(fleet.as("operator"), fleet.connectionId, { plan, idempotencyKey: `hostile-${Math.random()}` });
    expect(started).toMatchObject({ ok: false, failure: { code: "INVALID" } });
    if (!started.ok) expect(started.failure.faults?.length).toBeGreaterThan(0);
    expect(await fleet.db.run.count()).toBe(before);
  });

  it("whose keys are names that every object has is a plan like any other", async () => {
    const legs = [task("constructor", { worker: "ann" }), task("valueof", { worker: "ben", dependsOn: ["constructor"] })];
    const runId = await begin(legs, { input: parse('{"__proto__":{"polluted":true},"constructor":1}') });
    await answer(fleet, ann, { ok: true });
    const order = await fleet.db.workOrder.findFirstOrThrow({ where: { workerAgentId: ben.agentId, state: "pending" } });
    expect(order.input).toMatchObject({ from: { constructor: { ok: true } } });
    await answer(fleet, ben, { ok: true });
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", constructor: "paid", valueof: "paid" });
    expect(({} as More)["polluted"]).toBeUndefined();
  });
});

describe("results that are more than an order carries", () => {
  it("are handed on to nobody: the leg that needs them fails, its money comes back, and the run ends", async () => {
    const big = { text: "x".repeat(RESULT_BYTES_MAX - 100) };
    const parts = Array.from({ length: 17 }, (_, index) => task(`part-${index}`, { worker: "ann", amount: "0.10" }));
    const keys = parts.map(({ key }) => key);
    const runId = await begin([...parts, task("all", { worker: "ben", dependsOn: keys }), task("late", { worker: "ben", dependsOn: keys, funding: "lazy", isCritical: false, defaultOutput: { none: true } })]);
    for (let part = 0; part < parts.length; part++) await give(fleet, ann, big);
    await drive(fleet);
    const { run, all, late } = await stateOf(fleet, runId);
    expect([run, all, late]).toEqual(["failed", "failed", "defaulted"]);
    expect(await legOf(runId, "all")).toMatchObject({ failureCode: "INPUT_TOO_LARGE", note: expect.stringContaining("at most 4194304 are handed on") as string });
    const { released, live, states } = await checkMoney(fleet, runId);
    expect([Object.keys(released).length, live, states["all"], states["late"]]).toEqual([17, {}, ["refunded"], undefined]);
  });
});

describe("a worker that does not play by the rules", () => {
  const claimed = async (worker: TestWorker) => {
    const order = await fleet.db.workOrder.findFirstOrThrow({ where: { workerAgentId: worker.agentId, state: "pending" } });
    const claim = { orderId: order.id, claimKey: workerKey(order.id) };
    expect(await claimOrder(fleet.system, worker, claim)).toMatchObject({ ok: true });
    return { ...claim, resultKey: workerKey(`r-${order.id}`), result: { ok: true } };
  };

  it("is paid once for a result that it returns twice, under one key or two", async () => {
    const runId = await begin([task("ann")]);
    const result = await claimed(ann);
    const first = await returnResult(fleet.system, ann, result);
    expect(await returnResult(fleet.system, ann, result)).toEqual(first);
    expect(await returnResult(fleet.system, ann, { ...result, resultKey: workerKey("another"), result: { ok: false } })).toMatchObject({ ok: false });
    await drive(fleet);
    expect(await returnResult(fleet.system, ann, { ...result, resultKey: workerKey("another") })).toMatchObject({ ok: false, failure: { code: "CONFLICT" } });
    expect((await legOf(runId, "ann")).output).toEqual({ ok: true });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["released"] });
  });

  it("gets nothing for a result after its time-out, after a cancel, or of another's order", async () => {
    const late = await begin([task("ann", { workMinutes: 10 })]);
    const lateResult = await claimed(ann);
    await pass(fleet, 11 * MINUTE);
    expect(await returnResult(fleet.system, ann, lateResult)).toMatchObject({ ok: false, failure: { code: "ORDER_CLOSED" } });
    expect((await checkMoney(fleet, late)).states).toEqual({ ann: ["refunded"] });
    const cancelled = await begin([task("ann"), task("ben")]);
    const [own, other] = [await claimed(ann), await claimed(ben)];
    expect(await returnResult(fleet.system, ann, { ...other, resultKey: workerKey("stolen") })).toMatchObject({ ok: false, failure: { code: "NOT_FOUND" } });
    await cancelRun(...by(), { runId: cancelled, reason: null });
    await drive(fleet);
    expect(await returnResult(fleet.system, ann, own)).toMatchObject({ ok: false, failure: { code: "ORDER_CLOSED" } });
    expect((await checkMoney(fleet, cancelled)).released).toEqual({});
  });

  it("that returns while its run is being cancelled is paid or told to stop, and never both", async () => {
    for (let round = 0; round < 5; round++) {
      const runId = await begin([task("ann"), task("ben")]);
      const results = [await claimed(ann), await claimed(ben)];
      await Promise.all([
        cancelRun(...by(), { runId, reason: null }), ...results.map((result, index) => returnResult(fleet.system, index === 0 ? ann : ben, result)), drive(fleet),
      ]);
      await drive(fleet);
      const { run, ...legs } = await stateOf(fleet, runId);
      expect(["stopped", "done"]).toContain(run);
      const { released, live } = await checkMoney(fleet, runId);
      expect(live).toEqual({});
      expect(Object.keys(released).sort()).toEqual(Object.keys(legs).filter((key) => legs[key] === "paid").sort());
    }
  });
});

describe("a leg that a person releases after its time was over", () => {
  it("is paid and counts as done, once, in the record, in the report and in the run", async () => {
    const before = await recordOf(ann);
    const runId = await begin([task("ann", { workMinutes: 10, backups: ["ben"] })]);
    await fleet.control("POST", "faults", { match: { method: "POST", path: "/cancel" }, effect: "429", times: 50 });
    await pass(fleet, 11 * MINUTE);
    expect(await legOf(runId, "ann")).toMatchObject({ state: "returning", failureCode: "TIMED_OUT", afterReturn: "again" });
    expect(await recordOf(ann)).toEqual(before);
    const { escrowId } = await legOf(runId, "ann");
    expect(await command(fleet, releaseEscrowCommand, { escrowId, reason: "It was good enough" })).toMatchObject({ ok: true });
    await pass(fleet, MINUTE);
    expect(await stateOf(fleet, runId)).toEqual({ run: "done", ann: "paid" });
    expect(await recordOf(ann)).toEqual({ done: before.done + 1, failed: before.failed });
    expect((await getRunReport(fleet.system, runId)).totals).toMatchObject({ transactions: 1, paidMicros: 1_000_000n, failed: 0 });
    expect(await runOf(runId)).toMatchObject({ doneCount: 1, failedCount: 0, paidMicros: 1_000_000n });
    expect((await checkMoney(fleet, runId)).states).toEqual({ ann: ["released"] });
  });

  it("and one whose money came back counts as failed, once", async () => {
    const before = await recordOf(ann);
    const runId = await begin([task("ann", { workMinutes: 10 })]);
    await pass(fleet, 11 * MINUTE);
    expect(await stateOf(fleet, runId)).toEqual({ run: "failed", ann: "failed" });
    expect(await recordOf(ann)).toEqual({ done: before.done, failed: before.failed + 1 });
  });
});

describe("a result that nobody pays in time", () => {
  it("is no failure of the worker that delivered it", async () => {
    const before = await recordOf(ann);
    const runId = await begin([task("ann", { timeoutHours: 1, workMinutes: 30, validators: [{ kind: "human", question: "Is it right?" }] })]);
    await answer(fleet, ann, { ok: true });
    await pass(fleet, 61 * MINUTE);
    expect(await stateOf(fleet, runId)).toEqual({ run: "failed", ann: "failed" });
    expect(await recordOf(ann)).toEqual(before);
  });
});

describe("a clone of a run whose worker has retired", () => {
  it("names the worker and its place, and starts nothing", async () => {
    const gone = await addSignedIn(fleet, "gone");
    const runId = await begin([task("ann"), task("gone")]);
    for (const worker of [ann, gone]) await answer(fleet, worker, { ok: true });
    await fleet.db.agent.update({ where: { id: gone.agentId }, data: { state: "retired" } });
    const clone = await findRunPlan(fleet.system, fleet.connectionId, runId);
    const faults = [{ path: "legs.1.worker", message: "gone is retired and takes no new work. Choose another worker." }];
    expect((await previewRun(fleet.system, fleet.connectionId, clone?.plan)).faults.filter(({ severity }) => severity === "error")).toMatchObject(faults);
    expect(await startRun(fleet.as("operator"), fleet.connectionId, { plan: clone?.plan, idempotencyKey: "clone", clonedFromId: runId }))
      .toMatchObject({ ok: false, failure: { code: "INVALID", faults } });
  });
});
