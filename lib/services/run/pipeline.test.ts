import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addSignedIn } from "../order/test-order";
import { answer, drive, pass, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { stage, type More } from "../testing/run-plans";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { retryLeg } from "./retry-leg";
import { getRunReport } from "./run-report";

let fleet: TestFleet;
let [scan, risk, trade] = [] as unknown as [TestWorker, TestWorker, TestWorker];
let round = 0;

beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());
/** Agents of their own for each test, with nothing on their accounts. */
beforeEach(async () => {
  round += 1;
  [scan, risk, trade] = [await addSignedIn(fleet, `scan-${round}`), await addSignedIn(fleet, `risk-${round}`), await addSignedIn(fleet, `trade-${round}`)];
});

const pipeline = (stages: unknown[], more: More = {}) => ({ name: "Chain", pattern: "pipeline", stages, ...more });
const chain = (second: More = {}, third: More = {}, more: More = {}) => pipeline([stage(scan, "5.00"), stage(risk, "3.50", second), stage(trade, "1.80", third)], more);
const credit = (worker: TestWorker, amountMicros: string) => fleet.control("POST", "credit", { agentId: worker.name, amountMicros });
const eventsOf = async (runId: string, kind: string) => (await fleet.db.runEvent.findMany({ where: { runId, kind }, orderBy: { id: "asc" } })).map(({ legKey }) => legKey);
const legOf = (runId: string, position: number) => fleet.db.leg.findFirstOrThrow({ where: { runId, position } });
const inputOf = async (worker: TestWorker) => (await fleet.db.workOrder.findFirstOrThrow({ where: { workerAgentId: worker.agentId, state: "pending" } })).input;
const STAGES = ["pipeline.1", "pipeline.2", "pipeline.3"] as const;

async function expectStates(runId: string, run: string, ...states: string[]): Promise<void> {
  expect(await stateOf(fleet, runId)).toEqual({ run, ...Object.fromEntries(STAGES.map((key, index) => [key, states[index]])) });
}

describe("a pipeline in which each stage pays the next", () => {
  it("leaves 1.50, 1.70 and 1.80 before fees, and pays each stage with the key of the one before", async () => {
    const runId = await start(fleet, chain());
    await drive(fleet);
    await expectStates(runId, "running", "working", "waiting", "waiting");
    expect(await inputOf(scan)).toEqual({ input: null, from: {} });
    await answer(fleet, scan, { pairs: 2 });
    await expectStates(runId, "running", "paid", "working", "waiting");
    expect(await inputOf(risk)).toEqual({ input: null, from: {}, previous: { pairs: 2 } });
    await answer(fleet, risk, { risk: "low" });
    await answer(fleet, trade, { done: true });
    await expectStates(runId, "done", "paid", "paid", "paid");
    const escrows = await fleet.db.escrow.findMany({ where: { runId }, orderBy: { createdAt: "asc" } });
    expect(escrows.map(({ payerAgentId }) => payerAgentId)).toEqual([fleet.orchestrator.agentId, scan.agentId, risk.agentId]);
    const amounts = escrows.map(({ amountMicros }) => amountMicros);
    expect(amounts.map((amount, index) => amount - (amounts[index + 1] ?? 0n))).toEqual([1_500_000n, 1_700_000n, 1_800_000n]);
    const { balanceOf } = await checkMoney(fleet, runId);
    expect([scan, risk, trade].map(({ name }) => balanceOf(name))).toEqual([1_450_000n, 1_665_000n, 1_782_000n]);
    const { totals } = await getRunReport(fleet.system, runId);
    expect(totals).toMatchObject({ transactions: 3, paidMicros: 10_300_000n, feesMicros: 103_000n });
    expect(await fleet.db.run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({ paidMicros: 5_000_000n, budgetMicros: 5_000_000n, lockedMicros: 0n });
  });

  it("funds independent stages at once, each from what its payer holds", async () => {
    await credit(scan, "4000000");
    await credit(risk, "2000000");
    const runId = await start(fleet, chain({ isIndependent: true }, { isIndependent: true }));
    await drive(fleet);
    await expectStates(runId, "running", "working", "working", "working");
    expect((await checkMoney(fleet, runId)).live).toEqual({ "pipeline.1": 1, "pipeline.2": 1, "pipeline.3": 1 });
    for (const worker of [trade, risk, scan]) await answer(fleet, worker, { ok: true });
    await expectStates(runId, "done", "paid", "paid", "paid");
  });

  it("settles from the end: every stage funds the next from its own capital and is paid after it", async () => {
    await credit(scan, "3500000");
    await credit(risk, "1800000");
    const runId = await start(fleet, chain({}, {}, { settle: "from_the_end" }));
    await drive(fleet);
    await answer(fleet, scan, { pairs: 2 });
    await expectStates(runId, "running", "accepted", "working", "waiting");
    await answer(fleet, risk, { risk: "low" });
    await expectStates(runId, "running", "accepted", "accepted", "working");
    expect((await checkMoney(fleet, runId)).released).toEqual({});
    await answer(fleet, trade, { done: true });
    await expectStates(runId, "done", "paid", "paid", "paid");
    expect(await eventsOf(runId, "paid")).toEqual(["pipeline.3", "pipeline.2", "pipeline.1"]);
    const { balanceOf } = await checkMoney(fleet, runId);
    expect([scan, risk, trade].map(({ name }) => balanceOf(name))).toEqual([4_950_000n, 3_465_000n, 1_782_000n]);
  });

  it("pays nobody from the end when the last one fails, and tries the whole chain again on a person's word", async () => {
    await credit(scan, "3500000");
    await credit(risk, "1800000");
    const runId = await start(fleet, chain({}, { workMinutes: 5 }, { settle: "from_the_end" }));
    await drive(fleet);
    await answer(fleet, scan, { pairs: 2 });
    await answer(fleet, risk, { risk: "low" });
    await pass(fleet, 6 * 60_000);
    await expectStates(runId, "failed", "failed", "failed", "failed");
    expect((await checkMoney(fleet, runId)).balanceOf(scan.name)).toBe(3_500_000n);
    expect(await retryLeg(fleet.as("operator"), fleet.connectionId, { legId: (await legOf(runId, 2)).id })).toMatchObject({ ok: true });
    await drive(fleet);
    await expectStates(runId, "running", "working", "waiting", "waiting");
    for (const worker of [scan, risk, trade]) await answer(fleet, worker, { ok: true });
    await expectStates(runId, "done", "paid", "paid", "paid");
    expect((await checkMoney(fleet, runId)).released).toEqual({ "pipeline.1": 1, "pipeline.2": 1, "pipeline.3": 1 });
  });
});

describe("a pipeline with a stage that fails", () => {
  it("ends at a critical one that is silent for too long: what came before is paid, what comes after is never funded", async () => {
    const runId = await start(fleet, chain({ workMinutes: 10 }));
    await drive(fleet);
    await answer(fleet, scan, { pairs: 2 });
    await pass(fleet, 11 * 60_000);
    await expectStates(runId, "failed", "paid", "failed", "skipped");
    expect((await legOf(runId, 1)).failureCode).toBe("TIMED_OUT");
    const { escrows, balanceOf } = await checkMoney(fleet, runId);
    expect(escrows.map(({ legKey, state }) => [legKey, state])).toEqual([["pipeline.1", "released"], ["pipeline.2", "refunded"]]);
    expect(balanceOf(scan.name)).toBe(4_950_000n);
  });

  it("tells later stages that work already to stop, and cancels what is locked for them", async () => {
    await credit(risk, "2000000");
    const runId = await start(fleet, chain({ workMinutes: 10 }, { isIndependent: true }));
    await drive(fleet);
    await answer(fleet, scan, { pairs: 2 });
    await expectStates(runId, "running", "paid", "working", "working");
    await pass(fleet, 11 * 60_000);
    await expectStates(runId, "failed", "paid", "failed", "skipped");
    expect(await eventsOf(runId, "told_to_stop")).toEqual(["pipeline.2", "pipeline.3"]);
    expect((await fleet.db.workOrder.findFirstOrThrow({ where: { workerAgentId: trade.agentId } })).state).toBe("cancelled");
    const { live, balanceOf } = await checkMoney(fleet, runId);
    expect(live).toEqual({});
    expect(balanceOf(risk.name)).toBe(2_000_000n);
  });

  it("goes on with the default of one that is not critical, and whoever would have paid it pays the next", async () => {
    const runId = await start(fleet, chain({ workMinutes: 10, isCritical: false, defaultOutput: { risk: "unknown" } }));
    await drive(fleet);
    await answer(fleet, scan, { pairs: 2 });
    await pass(fleet, 11 * 60_000);
    await expectStates(runId, "running", "paid", "defaulted", "working");
    expect(await inputOf(trade)).toEqual({ input: null, from: {}, previous: { risk: "unknown" } });
    expect((await legOf(runId, 2)).payerAgentId).toBe(scan.agentId);
    await answer(fleet, trade, { done: true });
    await expectStates(runId, "done", "paid", "defaulted", "paid");
    expect((await checkMoney(fleet, runId)).balanceOf(scan.name)).toBe(4_950_000n - 1_800_000n);
  });

  it("asks the backup of a stage, paid by the same stage before", async () => {
    const spare = await addSignedIn(fleet, `spare-${round}`);
    const runId = await start(fleet, chain({ workMinutes: 10, backups: [spare.name] }));
    await drive(fleet);
    await answer(fleet, scan, { pairs: 2 });
    await pass(fleet, 11 * 60_000);
    await expectStates(runId, "running", "paid", "working", "waiting");
    await answer(fleet, spare, { risk: "low" });
    expect(await legOf(runId, 2)).toMatchObject({ state: "working", payerAgentId: spare.agentId });
    await answer(fleet, trade, { done: true });
    await expectStates(runId, "done", "paid", "paid", "paid");
    expect((await checkMoney(fleet, runId)).released).toEqual({ "pipeline.1": 1, "pipeline.2": 1, "pipeline.3": 1 });
  });
});

describe("a stage whose payer is short of money", () => {
  it("is held with the reason and goes on by itself when the money is there", async () => {
    const runId = await start(fleet, chain({ isIndependent: true }));
    await drive(fleet);
    await expectStates(runId, "running", "working", "waiting", "waiting");
    const held = await fleet.db.run.findUniqueOrThrow({ where: { id: runId } });
    expect(held).toMatchObject({ heldCode: "insufficient_balance", heldNote: expect.stringContaining(`The balance of ${scan.name} is too low to lock 3.5 USDC.`) as string });
    expect(await fleet.db.alert.count({ where: { kind: "run_held", subjectId: runId, resolvedAt: null } })).toBe(1);
    expect(await eventsOf(runId, "held")).toEqual(["pipeline.2"]);
    await credit(scan, "3500000");
    await pass(fleet, 6_000);
    await expectStates(runId, "running", "working", "working", "waiting");
    expect(await fleet.db.run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({ heldCode: null });
    expect(await fleet.db.alert.count({ where: { kind: "run_held", subjectId: runId, resolvedAt: null } })).toBe(0);
    for (const worker of [risk, scan, trade]) await answer(fleet, worker, { ok: true });
    await expectStates(runId, "done", "paid", "paid", "paid");
    await checkMoney(fleet, runId);
  });
});
