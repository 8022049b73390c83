import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addSignedIn } from "../order/test-order";
import { answer, drive, give, pass, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { verifyWorker } from "../worker/verify-worker";
import { decideReview } from "./decide-review";
import { retryLeg } from "./retry-leg";

let fleet: TestFleet;
let workers: TestWorker[] = [];
const worker = (index: number) => workers[index] as TestWorker;

async function addWorkers(on: TestFleet, count: number): Promise<TestWorker[]> {
  const added: TestWorker[] = [];
  for (let index = 1; index <= count; index++) {
    added.push(await addSignedIn(on, `racer-${index}`));
    await verifyWorker(on.system, added.at(-1)?.agentId ?? "");
  }
  return added;
}

type More = Record<string, unknown>;
const race = (more: More = {}) => ({ name: "Race", pattern: "marketplace", workers: workers.map(({ name }) => name), amount: "1.00", instructions: "Find it first.", workMinutes: 60, ...more });
const statesOf = async (runId: string) => Object.values(await stateOf(fleet, runId));
const legOf = (runId: string, position: number) => fleet.db.leg.findFirstOrThrow({ where: { runId, position } });
const ordersOf = async (runId: string, index: number) => (await fleet.db.workOrder.findMany({ where: { legId: (await legOf(runId, index)).id }, orderBy: { revision: "asc" } })).map(({ state }) => state);

describe("a job that many get", () => {
  beforeAll(async () => {
    fleet = await startTestFleet();
    workers = await addWorkers(fleet, 4);
  });
  afterAll(() => fleet.close());

  it("pays the first accepted result, once, and gives the money of the others back", async () => {
    const runId = await start(fleet, race());
    await drive(fleet);
    expect(await statesOf(runId)).toEqual(["running", "working", "working", "working", "working"]);
    expect(Object.keys((await checkMoney(fleet, runId)).live)).toHaveLength(4);
    await answer(fleet, worker(2), { found: true });
    expect(await statesOf(runId)).toEqual(["done", "lost", "lost", "paid", "lost"]);
    const { released, live, states, balanceOf } = await checkMoney(fleet, runId);
    expect([released, live]).toEqual([{ "marketplace.3": 1 }, {}]);
    expect(states).toEqual({ "marketplace.1": ["refunded"], "marketplace.2": ["refunded"], "marketplace.3": ["released"], "marketplace.4": ["refunded"] });
    expect(workers.map(({ name }) => balanceOf(name))).toEqual([0n, 0n, 990_000n, 0n]);
    expect(await ordersOf(runId, 0)).toEqual(["cancelled"]);
  });

  it("takes the earlier result of two that are seen together, whatever their order in the plan", async () => {
    const runId = await start(fleet, race());
    await drive(fleet);
    await give(fleet, worker(3), { by: 3 });
    await fleet.advance(1_000);
    await give(fleet, worker(0), { by: 0 });
    await drive(fleet);
    expect(await statesOf(runId)).toEqual(["done", "lost", "lost", "lost", "paid"]);
    expect(await legOf(runId, 3)).toMatchObject({ output: { by: 3 } });
    expect((await checkMoney(fleet, runId)).released).toEqual({ "marketplace.4": 1 });
  });

  it("sends a bad first result back and lets a later good one win", async () => {
    const runId = await start(fleet, race({ validators: [{ kind: "expression", expression: "result.ok == true" }] }));
    await drive(fleet);
    await answer(fleet, worker(0), { ok: false });
    expect(await statesOf(runId)).toEqual(["running", "working", "working", "working", "working"]);
    await answer(fleet, worker(1), { ok: true });
    expect(await statesOf(runId)).toEqual(["done", "lost", "paid", "lost", "lost"]);
    expect(await ordersOf(runId, 0)).toEqual(["rejected", "cancelled"]);
    await checkMoney(fleet, runId);
  });

  it("fails only when its last worker has failed, and takes the default then", async () => {
    const bad = { validators: [{ kind: "expression", expression: "result.ok == true" }], revisions: 0, isCritical: false, defaultOutput: { none: true } };
    const runId = await start(fleet, race(bad));
    await drive(fleet);
    for (const index of [0, 1, 2]) await answer(fleet, worker(index), { ok: false });
    expect(await statesOf(runId)).toEqual(["running", "failed", "failed", "failed", "working"]);
    await answer(fleet, worker(3), { ok: false });
    expect(await statesOf(runId)).toEqual(["done", "failed", "failed", "failed", "defaulted"]);
    expect((await checkMoney(fleet, runId)).released).toEqual({});
  });

  it("pays one of two that a reviewer accepts together", async () => {
    const runId = await start(fleet, race({ validators: [{ kind: "human", question: "Is it right?" }] }));
    await drive(fleet);
    await answer(fleet, worker(1), { by: 1 });
    await answer(fleet, worker(0), { by: 0 });
    expect(await statesOf(runId)).toEqual(["running", "judging", "judging", "working", "working"]);
    for (const position of [0, 1]) {
      const leg = await legOf(runId, position);
      expect(await decideReview(fleet.as(), fleet.connectionId, { legId: leg.id, orderId: leg.orderId ?? "", decision: "accept", note: null })).toMatchObject({ ok: true });
    }
    await drive(fleet);
    expect(await statesOf(runId)).toEqual(["done", "lost", "paid", "lost", "lost"]);
    expect((await checkMoney(fleet, runId)).released).toEqual({ "marketplace.2": 1 });
  });

  it("offers nothing to a worker whose lock arrives when another one has won already", async () => {
    await fleet.control("POST", "faults", { match: { method: "POST", path: "escrow" , bodyIncludes: worker(0).name }, effect: "429", times: 1 });
    const runId = await start(fleet, race());
    await drive(fleet);
    expect(await statesOf(runId)).toEqual(["running", "waiting", "working", "working", "working"]);
    await give(fleet, worker(1), { by: 1 });
    await pass(fleet, 10_000);
    expect(await statesOf(runId)).toEqual(["done", "lost", "paid", "lost", "lost"]);
    expect(await ordersOf(runId, 0)).toEqual([]);
    await checkMoney(fleet, runId);
  });

  it("does not try a loser again beside a paid winner", async () => {
    const runId = await start(fleet, race({ revisions: 0, validators: [{ kind: "expression", expression: "result.ok == true" }] }));
    await drive(fleet);
    await answer(fleet, worker(0), { ok: false });
    await answer(fleet, worker(1), { ok: true });
    const failed = await legOf(runId, 0);
    expect(failed.state).toBe("failed");
    expect(await retryLeg(fleet.as(), fleet.connectionId, { legId: failed.id })).toMatchObject({ ok: false, failure: { code: "LEG_STATE" } });
    expect(await statesOf(runId)).toEqual(["done", "failed", "paid", "lost", "lost"]);
  });
});

describe("a job that many get where the platform cannot cancel", () => {
  beforeAll(async () => {
    fleet = await startTestFleet({ mount: "published" });
    workers = await addWorkers(fleet, 3);
  });
  afterAll(() => fleet.close());

  it("pays the first and leaves the others to their time-out, which keeps the fee; the run ends only then", async () => {
    const runId = await start(fleet, race({ timeoutHours: 2 }));
    await drive(fleet);
    await answer(fleet, worker(1), { found: true });
    expect(await statesOf(runId)).toEqual(["running", "returning", "paid", "returning"]);
    expect(await ordersOf(runId, 0)).toEqual(["cancelled"]);
    await pass(fleet, 60 * 60_000);
    expect(await statesOf(runId)).toEqual(["running", "returning", "paid", "returning"]);
    await pass(fleet, 61 * 60_000);
    expect(await statesOf(runId)).toEqual(["done", "lost", "paid", "lost"]);
    const { released, live, states } = await checkMoney(fleet, runId);
    expect([released, live]).toEqual([{ "marketplace.2": 1 }, {}]);
    expect(states).toEqual({ "marketplace.1": ["refunded"], "marketplace.2": ["released"], "marketplace.3": ["refunded"] });
    expect(await fleet.db.run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({ paidMicros: 1_000_000n, returnedMicros: 1_980_000n, lostMicros: 20_000n, feesMicros: 30_000n, lockedMicros: 0n });
  });
});
