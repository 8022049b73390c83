import { isRunFinal, type RunState } from "@/lib/core/run/states";
import { claimOrder } from "@/lib/services/order/claim-order";
import { returnResult } from "@/lib/services/order/return-result";
import { workerKey } from "@/lib/services/order/test-order";
import { startRun } from "@/lib/services/run/start-run";
import { masterKeys } from "@/lib/env";
import { startRuntime } from "@/lib/workflows/runtime";
import { type BenchFleet, checkLedger, startBenchFleet } from "./bench-fleet";
import { type Bench, perMinute, sideBySide } from "./figure";

const LEGS = 1_000;
const RUNS = 100;
const LEGS_OF_RUN = 4;
const WORKERS = 20;
const LANES = 8;

/** Whole runs by the engine's own workflows, with workers that answer at once: lock, order, result, completed, release. */
export const benchRuns: Bench = async (print) => {
  const fleet = await startBenchFleet(WORKERS);
  // The pulse reads its configuration as the engine's process does.
  Object.assign(process.env, { DATABASE_URL: fleet.url, CONSOLE_MASTER_KEYS: fleet.masterKeys, NEXTAUTH_SECRET: "a secret that no session of a bench ever uses" });
  const runtime = await startRuntime(1, {
    db: fleet.db, settings: { DATABASE_DIRECT_URL: fleet.url, CONSOLE_MASTER_KEYS: masterKeys.parse(fleet.masterKeys) },
  });
  let isOver = false;
  const working = work(fleet, () => isOver);
  const one = await timed(() => startHub(fleet, "one", LEGS), fleet);
  print(`one run, ${LEGS} legs`, `${(one / 1_000).toFixed(1)} s, ${perMinute(LEGS, one)} legs`);
  const many = await timed(() => sideBySide(Array.from({ length: RUNS }, (_, index) => index), LANES, (index) => startHub(fleet, `many-${index}`, LEGS_OF_RUN)), fleet);
  print(`${RUNS} runs of ${LEGS_OF_RUN} legs`, `${(many / 1_000).toFixed(1)} s, ${perMinute(RUNS, many)} runs, ${perMinute(RUNS * LEGS_OF_RUN, many)} legs`);
  isOver = true;
  await working;
  const released = await fleet.db.escrow.count({ where: { state: "released" } });
  if (released !== LEGS + RUNS * LEGS_OF_RUN) throw new Error(`${released} escrows were released`);
  print("ledger", `conserved, ${await checkLedger(fleet)} entries, ${released} legs paid once`);
  await runtime.stop(2_000);
  await fleet.close();
};

async function startHub(fleet: BenchFleet, name: string, count: number): Promise<void> {
  const legs = Array.from({ length: count }, (_, index) => ({
    key: `leg-${index + 1}`, worker: fleet.workers[index % fleet.workers.length]?.name, amount: "0.10", instructions: "Answer at once.",
  }));
  const started = await startRun(fleet.as(), fleet.connectionId, { plan: { name, pattern: "hub_spoke", legs }, idempotencyKey: `bench-${name}` });
  if (!started.ok) throw new Error(started.failure.message);
}

async function timed(begin: () => Promise<void>, { db }: BenchFleet): Promise<number> {
  const startedAt = performance.now();
  await begin();
  for (;;) {
    const states = await db.run.findMany({ select: { state: true } });
    if (states.every(({ state }) => isRunFinal(state as RunState))) return performance.now() - startedAt;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Every worker takes what is offered and returns it at once. */
async function work(fleet: BenchFleet, isOver: () => boolean): Promise<void> {
  await Promise.all(fleet.workers.map(async (worker) => {
    while (!isOver()) {
      const orders = await fleet.db.workOrder.findMany({ where: { workerAgentId: worker.agentId, state: "pending" }, select: { id: true }, take: 20 });
      if (orders.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      for (const { id } of orders) {
        await claimOrder(fleet.system, worker, { orderId: id, claimKey: workerKey(id) });
        await returnResult(fleet.system, worker, { orderId: id, claimKey: workerKey(id), resultKey: workerKey(`r-${id}`), result: { done: true } });
      }
    }
  }));
}
