import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, HOUR_MS } from "@/lib/core/time";
import { claimOrder } from "../order/claim-order";
import { returnResult } from "../order/return-result";
import { addSignedIn, workerKey } from "../order/test-order";
import { drive, start, stateOf, type TestWorker } from "../testing/drive-run";
import { checkMoney } from "../testing/run-ledger";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";

/** Results that arrive together. */
const HUB_LEGS = 1_000;
const RACERS = 200;
/** The legs of the hub go round among the first of the workers. */
const HUB_WORKERS = 40;
const SIDE_BY_SIDE = 8;
const TIMEOUT_MS = 600_000;

let fleet: TestFleet;
let workers: TestWorker[] = [];

beforeAll(async () => {
  fleet = await startTestFleet();
  for (let first = 0; first < RACERS; first += SIDE_BY_SIDE) {
    const names = Array.from({ length: Math.min(SIDE_BY_SIDE, RACERS - first) }, (_, index) => `worker-${first + index}`);
    workers = [...workers, ...await Promise.all(names.map((name) => addSignedIn(fleet, name)))];
  }
  await fleet.db.policy.update({ where: { connectionId: fleet.connectionId }, data: { perDayMicros: null } });
}, TIMEOUT_MS);
afterAll(() => fleet.close());

/** As a worker's process and the engine do: what a busy console could not even begin is asked again, under the same key. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes("Unable to start a transaction in the given time")) throw error;
    }
  }
}

/** Claims every open order; then all results arrive at once, while the engine drives. */
async function finishTogether(runId: string): Promise<number> {
  const orders = await fleet.db.workOrder.findMany({ where: { state: "pending", kind: "task" }, select: { id: true, workerAgentId: true } });
  const byId = new Map(workers.map((worker) => [worker.agentId, worker]));
  const held = orders.map(({ id, workerAgentId }) => ({ orderId: id, claimKey: workerKey(id), worker: byId.get(workerAgentId) as TestWorker }));
  await Promise.all(held.map(({ worker, ...claim }) => insist(() => claimOrder(fleet.system, worker, claim))));
  await fleet.db.workOrder.updateMany({ where: { state: "claimed" }, data: { leaseUntil: new Date(addMs(fleet.now(), HOUR_MS)) } });
  let isOpen = true;
  const engine = (async () => {
    while (isOpen) await insist(() => drive(fleet));
  })();
  const give = (claim: (typeof held)[number]) => {
    const { worker, ...order } = claim;
    return returnResult(fleet.system, worker, { ...order, resultKey: workerKey(`r-${order.orderId}`), result: { by: order.orderId } });
  };
  const returned = await Promise.all(held.map((claim) => insist(() => give(claim))));
  isOpen = false;
  await engine;
  await drive(fleet);
  expect((await stateOf(fleet, runId))["run"]).toBe("done");
  return returned.filter(({ ok }) => ok).length;
}

describe("results that arrive together", () => {
  it(`are each released exactly once, all ${HUB_LEGS} of them`, async () => {
    const legs = Array.from({ length: HUB_LEGS }, (_, index) => ({ key: `leg-${index}`, worker: `worker-${index % HUB_WORKERS}`, amount: "0.10", instructions: "Do your part." }));
    const runId = await start(fleet, { name: "Wide", pattern: "hub_spoke", legs });
    await drive(fleet);
    expect(await finishTogether(runId)).toBe(HUB_LEGS);
    const { released, live, states } = await checkMoney(fleet, runId);
    expect(Object.values(released)).toEqual(Array.from({ length: HUB_LEGS }, () => 1));
    expect([live, Object.values(states).every((words) => words.length === 1)]).toEqual([{}, true]);
    const run = await fleet.db.run.findUniqueOrThrow({ where: { id: runId } });
    expect(run).toMatchObject({ doneCount: HUB_LEGS, paidMicros: BigInt(HUB_LEGS) * 100_000n, lockedMicros: 0n, feesMicros: BigInt(HUB_LEGS) * 1_000n });
  }, TIMEOUT_MS);

  it(`of one job are released exactly once in all, of ${RACERS} that finish`, async () => {
    const race = { name: "Race", pattern: "marketplace", workers: workers.map(({ name }) => name), amount: "0.10", instructions: "Find it first." };
    const runId = await start(fleet, race);
    await drive(fleet);
    expect(await finishTogether(runId)).toBeGreaterThan(0);
    const { released, live, states } = await checkMoney(fleet, runId);
    expect([Object.values(released), live]).toEqual([[1], {}]);
    expect(Object.values(states).flat().filter((state) => state === "refunded")).toHaveLength(RACERS - 1);
    expect(await fleet.db.run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({ paidMicros: 100_000n, feesMicros: 1_000n, returnedMicros: BigInt(RACERS - 1) * 100_000n });
  }, TIMEOUT_MS);
});
