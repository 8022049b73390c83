import type { Json } from "@/lib/core/order/json-value";
import type { StepResult } from "@/lib/core/run/snapshot";
import { isRunFinal, type RunState } from "@/lib/core/run/states";
import { carryOutSteps } from "../run/carry-out-steps";
import { syncDueEscrows } from "../escrow/sync-due-escrows";
import { settleDueIntents } from "../reconcile/settle-due-intents";
import { decideTurn } from "../run/decide-turn";
import { reviveLostRuns, wakeDueRuns } from "../run/wake-runs";
import { bid, give, type TestWorker } from "./drive-run";
import { checkMoney } from "./run-ledger";
import type { TestFleet } from "./test-fleet";

/** Where the engine's process dies or stammers, in every turn of a run. */
export const MISHAPS = ["dies before the calls", "dies after the calls", "makes the calls twice at once", "decides twice"] as const;
export type Mishap = (typeof MISHAPS)[number];

const ROUNDS_MAX = 60;
/** A run without a workflow is taken up after a minute. */
const LOST_MS = 61_000;

interface Circumstances {
  /** How much time passes when nobody has anything to do. */
  readonly idleMs?: number;
  readonly result?: Json;
}

/** Carries a run to its end through the same mishap in every turn, with the money checked after each. Workers answer what they get. */
export async function carryThrough(
  fleet: TestFleet, runId: string, mishap: Mishap, workers: readonly TestWorker[], { idleMs = 30_000, result = { ok: true } }: Circumstances = {},
): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round++) {
    await wakeDueRuns(fleet.system);
    const run = await fleet.db.run.findUniqueOrThrow({ where: { id: runId } });
    if (isRunFinal(run.state as RunState)) return;
    if (run.isActive) await stumble(fleet, runId, mishap);
    else if (!(await answerAll(fleet, workers, result))) await idle(fleet, idleMs);
    await checkMoney(fleet, runId);
  }
  throw new Error(`The run did not end in ${ROUNDS_MAX} rounds`);
}

/** Time passes and the platform is read; the run's own turn comes with the next round and its mishap. */
async function idle(fleet: TestFleet, ms: number): Promise<void> {
  await fleet.advance(ms);
  await settleDueIntents(fleet.system);
  await syncDueEscrows(fleet.system, fleet.connectionId, 500);
}

/** One turn, or what is left of it, and another process after it. */
async function stumble(fleet: TestFleet, runId: string, mishap: Mishap): Promise<void> {
  const { turn } = await fleet.db.run.findUniqueOrThrow({ where: { id: runId } });
  let results: StepResult[] = [];
  let commands = await decideTurn(fleet.system, runId, turn, results);
  if (mishap === "dies before the calls" && commands.length > 0) return loseWorkflow(fleet, runId, turn, () => carryOutSteps(fleet.system, runId, commands));
  while (commands.length > 0) {
    const calls = () => carryOutSteps(fleet.system, runId, commands);
    results = mishap === "makes the calls twice at once" ? (await Promise.all([calls(), calls()]))[1] : await calls();
    if (mishap === "dies after the calls") return loseWorkflow(fleet, runId, turn, calls);
    commands = await decideTurn(fleet.system, runId, turn, results);
    if (mishap === "decides twice") commands = await decideTurn(fleet.system, runId, turn, results);
  }
}

/** The workflow is gone without a word and another one takes the run up; then the calls of the dead one come after all. */
async function loseWorkflow(fleet: TestFleet, runId: string, turn: number, late: () => Promise<unknown>): Promise<void> {
  await fleet.db.$executeRaw`update dbos.workflow_status set status = 'ERROR' where workflow_uuid = ${`run:${runId}:${turn}`}`;
  await fleet.advance(LOST_MS);
  await reviveLostRuns(fleet.system);
  await wakeDueRuns(fleet.system);
  const taken = await fleet.db.run.findUniqueOrThrow({ where: { id: runId } });
  const commands = await decideTurn(fleet.system, runId, taken.turn, []);
  const results = await carryOutSteps(fleet.system, runId, commands);
  const next = commands.length > 0 ? await decideTurn(fleet.system, runId, taken.turn, results) : [];
  await late();
  if (next.length > 0) await decideTurn(fleet.system, runId, taken.turn, await carryOutSteps(fleet.system, runId, next));
  await fleet.db.run.updateMany({ where: { id: runId, isActive: true }, data: { isActive: false, wakeAt: new Date(fleet.now()) } });
}

/** True when somebody had something to answer. */
async function answerAll(fleet: TestFleet, workers: readonly TestWorker[], result: Json): Promise<boolean> {
  const orders = await fleet.db.workOrder.findMany({ where: { workerAgentId: { in: workers.map(({ agentId }) => agentId) }, state: "pending" }, orderBy: { createdAt: "asc" } });
  for (const order of orders) {
    const worker = workers.find(({ agentId }) => agentId === order.workerAgentId) as TestWorker;
    if (order.kind === "bid") await bid(fleet, worker, 1_500_000n, 30);
    else await give(fleet, worker, result);
  }
  return orders.length > 0;
}
