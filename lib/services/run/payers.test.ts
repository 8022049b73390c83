import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addSignedIn } from "../order/test-order";
import { answer, drive, pass, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { stage, type More } from "../testing/run-plans";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { retryLeg } from "./retry-leg";

let fleet: TestFleet;
let [scan, risk, trade] = [] as unknown as [TestWorker, TestWorker, TestWorker];
let round = 0;

beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());
beforeEach(async () => {
  round += 1;
  [scan, risk, trade] = [await addSignedIn(fleet, `scan-${round}`), await addSignedIn(fleet, `risk-${round}`), await addSignedIn(fleet, `trade-${round}`)];
});

const chain = (second: More = {}, third: More = {}) =>
  ({ name: "Chain", pattern: "pipeline", stages: [stage(scan, "5.00"), stage(risk, "3.50", second), stage(trade, "1.80", third)] });
const put = (worker: TestWorker, state: string) => fleet.db.agent.update({ where: { id: worker.agentId }, data: { state } });
const legOf = (runId: string, position: number) => fleet.db.leg.findFirstOrThrow({ where: { runId, position } });
const runOf = (runId: string) => fleet.db.run.findUniqueOrThrow({ where: { id: runId } });
const alertOf = (runId: string) => fleet.db.alert.findFirst({ where: { kind: "run_held", subjectId: runId, resolvedAt: null } });

async function expectStates(runId: string, run: string, ...states: string[]): Promise<void> {
  expect(await stateOf(fleet, runId)).toEqual({ run, "pipeline.1": states[0], "pipeline.2": states[1], "pipeline.3": states[2] });
}

/** The first stage has its money, and whoever did it is about to pay the second. */
async function paidFirst(plan: unknown, state: string): Promise<string> {
  const runId = await start(fleet, plan);
  await drive(fleet);
  await put(scan, state);
  await answer(fleet, scan, { pairs: 2 });
  return runId;
}

describe("a stage whose payer has left the fleet", () => {
  it.each(["retired", "retiring"])("(%s) fails, with the word what to do, and ends a pipeline that needs it", async (state) => {
    const runId = await paidFirst(chain({ backups: [trade.name] }), state);
    await expectStates(runId, "failed", "paid", "failed", "skipped");
    expect(await legOf(runId, 1)).toMatchObject({
      failureCode: "PAYER_GONE", note: `${scan.name} would pay this leg and has left the fleet. Nothing was sent. Clone the run with another agent in its place.`,
    });
    expect((await runOf(runId)).heldCode).toBeNull();
    expect(await fleet.db.alert.count({ where: { kind: "run_failed", subjectId: runId, resolvedAt: null } })).toBe(1);
    expect((await checkMoney(fleet, runId)).states).toEqual({ "pipeline.1": ["released"] });
    expect(await fleet.db.reputation.count({ where: { agentId: { in: [risk.agentId, trade.agentId] } } })).toBe(0);
  });

  it("hands its default on where it is not critical", async () => {
    const runId = await start(fleet, chain({}, { isCritical: false, defaultOutput: { done: false } }));
    await drive(fleet);
    await answer(fleet, scan, { pairs: 2 });
    await put(risk, "retired");
    await answer(fleet, risk, { risk: "low" });
    await expectStates(runId, "done", "paid", "paid", "defaulted");
    expect(await legOf(runId, 2)).toMatchObject({ failureCode: "PAYER_GONE", output: { done: false } });
  });

  it("fails again at once when it is tried again, and goes on when its payer was only mistaken for gone", async () => {
    const runId = await paidFirst(chain(), "retired");
    const again = async () => {
      expect(await retryLeg(fleet.as("operator"), fleet.connectionId, { legId: (await legOf(runId, 1)).id })).toMatchObject({ ok: true });
      await drive(fleet);
    };
    await again();
    await expectStates(runId, "failed", "paid", "failed", "skipped");
    await put(scan, "live");
    await again();
    for (const worker of [risk, trade]) await answer(fleet, worker, { ok: true });
    await expectStates(runId, "done", "paid", "paid", "paid");
    expect((await checkMoney(fleet, runId)).released).toEqual({ "pipeline.1": 1, "pipeline.2": 1, "pipeline.3": 1 });
  });
});

describe("a stage whose payer cannot pay now", () => {
  it.each(["frozen", "quarantined", "unverified"])("(%s) waits, says for whom, and goes on by itself", async (state) => {
    const runId = await paidFirst(chain(), state);
    await expectStates(runId, "running", "paid", "waiting", "waiting");
    const note = `${scan.name} pays this leg and is ${state}. Nothing was sent. It goes on by itself when ${scan.name} is live again; to end it before, cancel the run.`;
    expect(await runOf(runId)).toMatchObject({ heldCode: "PAYER_NOT_READY", heldNote: note });
    expect((await alertOf(runId))?.body).toContain(note);
    await put(scan, "live");
    await pass(fleet, 6_000);
    expect(await alertOf(runId)).toBeNull();
    for (const worker of [risk, trade]) await answer(fleet, worker, { ok: true });
    await expectStates(runId, "done", "paid", "paid", "paid");
    await checkMoney(fleet, runId);
  });

  it("for want of money says whose, and how much", async () => {
    const runId = await start(fleet, chain({ isIndependent: true }));
    await drive(fleet);
    await expectStates(runId, "running", "working", "waiting", "waiting");
    const note = `The balance of ${scan.name} is too low to lock 3.5 USDC. Nothing was sent. Add money to it and the run goes on by itself; to end it before, cancel the run.`;
    expect(await runOf(runId)).toMatchObject({ heldCode: "insufficient_balance", heldNote: note });
    expect((await alertOf(runId))?.body).toContain(note);
    expect(await legOf(runId, 1)).toMatchObject({ note });
  });
});

describe("a stage that was funded at once", () => {
  it("stays paid by whoever funded it, also when a backup did the stage before", async () => {
    const spare = await addSignedIn(fleet, `spare-${round}`);
    await fleet.control("POST", "credit", { agentId: scan.name, amountMicros: "3500000" });
    const stages = [stage(scan, "5.00", { workMinutes: 10, backups: [spare.name] }), stage(risk, "3.50", { isIndependent: true }), stage(trade, "1.80")];
    const runId = await start(fleet, { name: "Chain", pattern: "pipeline", stages });
    await drive(fleet);
    await pass(fleet, 11 * 60_000);
    expect(await legOf(runId, 0)).toMatchObject({ state: "working", payeeAgentId: spare.agentId });
    for (const worker of [spare, risk, trade]) await answer(fleet, worker, { ok: true });
    await expectStates(runId, "done", "paid", "paid", "paid");
    const { balanceOf, released } = await checkMoney(fleet, runId);
    expect(released).toEqual({ "pipeline.1": 1, "pipeline.2": 1, "pipeline.3": 1 });
    expect([scan, spare, risk].map(({ name }) => balanceOf(name))).toEqual([0n, 4_950_000n, 3_465_000n - 1_800_000n]);
  });
});
