import type { Json } from "@/lib/core/order/json-value";
import type { StepResult } from "@/lib/core/run/snapshot";
import { isRunFinal, type RunState } from "@/lib/core/run/states";
import { claimOrder } from "../order/claim-order";
import { placeBid } from "../order/place-bid";
import { returnResult } from "../order/return-result";
import { type addSignedIn, workerKey } from "../order/test-order";
import { syncDueEscrows } from "../escrow/sync-due-escrows";
import { settleDueIntents } from "../reconcile/settle-due-intents";
import type { TestFleet } from "./test-fleet";
import { usdc } from "@/lib/core/money";
import { carryOutSteps } from "../run/carry-out-steps";
import { decideTurn } from "../run/decide-turn";
import { startRun } from "../run/start-run";
import { wakeDueRuns } from "../run/wake-runs";

export type TestWorker = Awaited<ReturnType<typeof addSignedIn>>;

/** Starts a run or fails the test. */
export async function start(fleet: TestFleet, plan: unknown, key = `start-${Math.random()}`): Promise<string> {
  const started = await startRun(fleet.as("operator"), fleet.connectionId, { plan, idempotencyKey: key });
  if (!started.ok) throw new Error(`${started.failure.message} ${JSON.stringify(started.failure.faults ?? [])}`);
  return started.value.runId;
}

/** What the engine does, without its process: wakes what is due and runs the turns, until nothing is left to do now. */
export async function drive(fleet: TestFleet): Promise<void> {
  for (;;) {
    await wakeDueRuns(fleet.system);
    const active = await fleet.db.run.findMany({ where: { isActive: true }, select: { id: true, turn: true } });
    if (active.length === 0) return;
    for (const { id, turn } of active) await runTurns(fleet, id, turn);
  }
}

async function runTurns(fleet: TestFleet, runId: string, turn: number): Promise<void> {
  let results: StepResult[] = [];
  for (;;) {
    const commands = await decideTurn(fleet.system, runId, turn, results);
    if (commands.length === 0) return;
    results = await carryOutSteps(fleet.system, runId, commands);
  }
}

/** Moves both clocks, reads what fell due on the platform, and drives. */
export async function pass(fleet: TestFleet, ms: number): Promise<void> {
  await fleet.advance(ms);
  for (let round = 0; round < 3; round++) {
    await settleDueIntents(fleet.system);
    await syncDueEscrows(fleet.system, fleet.connectionId, 500);
    await drive(fleet);
  }
}

/** The open order of a worker, claimed and answered, and the run driven on. */
export async function answer(fleet: TestFleet, worker: TestWorker, result: Json): Promise<void> {
  await give(fleet, worker, result);
  await drive(fleet);
}

/** As above, without driving. */
export async function give(fleet: TestFleet, worker: TestWorker, result: Json): Promise<void> {
  const order = await fleet.db.workOrder.findFirst({ where: { workerAgentId: worker.agentId, kind: "task", state: "pending" }, orderBy: { createdAt: "asc" } });
  if (!order) throw new Error(`${worker.name} has no order`);
  const claimed = await claimOrder(fleet.system, worker, { orderId: order.id, claimKey: workerKey(order.id) });
  if (!claimed.ok) throw new Error(claimed.failure.message);
  const returned = await returnResult(fleet.system, worker, { orderId: order.id, claimKey: workerKey(order.id), resultKey: workerKey(`result-${order.id}`), result });
  if (!returned.ok) throw new Error(returned.failure.message);
}

export async function bid(fleet: TestFleet, worker: TestWorker, price: bigint, minutes: number): Promise<void> {
  const order = await fleet.db.workOrder.findFirstOrThrow({ where: { workerAgentId: worker.agentId, kind: "bid", state: "pending" } });
  const placed = await placeBid(fleet.system, worker, { orderId: order.id, bidKey: workerKey(order.id), price: usdc(price), minutes, note: null });
  if (!placed.ok) throw new Error(placed.failure.message);
}

/** State of every leg by key, and the run's own. */
export async function stateOf(fleet: TestFleet, runId: string): Promise<Record<string, string>> {
  const run = await fleet.db.run.findUniqueOrThrow({ where: { id: runId }, include: { legs: { orderBy: { position: "asc" } } } });
  return { run: run.state, ...Object.fromEntries(run.legs.map((leg) => [leg.key, leg.state])) };
}

export function isOver(state: string): boolean {
  return isRunFinal(state as RunState);
}

/** What the platform says of its accounts. Units: micros as decimal text, by platform id. */
export async function balances(fleet: TestFleet): Promise<Record<string, bigint>> {
  const state = await fleet.control("GET", "state");
  const accounts = state["accounts"] as { id?: string; agentId?: string; account?: string; balanceMicros?: string; amountMicros?: string }[];
  return Object.fromEntries(accounts.map((account) => [account.agentId ?? account.id ?? account.account ?? "", BigInt(account.balanceMicros ?? account.amountMicros ?? "0")]));
}
