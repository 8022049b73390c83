import { newId } from "@/lib/core/ids";
import type { Json } from "@/lib/core/order/json-value";
import type { EpochMs } from "@/lib/core/time";
import type { Prisma } from "@/lib/db/generated/client";
import { lock, run } from "../escrow/test-escrow";
import type { TestFleet } from "../testing/test-fleet";
import { findWorkerToken, type SignedInWorker } from "./find-worker-token";
import { lockWithOrderCommand } from "./lock-with-order";
import { offerOrders } from "./many-orders";
import { inviteBid, type LegOrder } from "./offer-order";
import { makeWorkerToken } from "./worker-tokens";

export const WORD_SCHEMA = { type: "object", required: ["words"], properties: { words: { type: "integer", minimum: 0 } }, additionalProperties: false };

/** A key as a worker chooses it. */
export function workerKey(name: string): string {
  return name.padEnd(16, "-");
}

/** A worker of the fleet whose process has a token. */
export async function addSignedIn(fleet: TestFleet, name: string): Promise<SignedInWorker & { readonly token: string }> {
  const { agentId } = await fleet.addWorker(name);
  const { token } = await makeWorkerToken(fleet.as(), fleet.connectionId, { workerId: agentId, name: "test" });
  const worker = await findWorkerToken(fleet.db, token, fleet.now());
  if (!worker) throw new Error("The new token does not sign in");
  return { ...worker, token };
}

/** A locked escrow with a work order that counts words. */
export async function lockOrder(fleet: TestFleet, payeeId: string, more: Record<string, unknown> = {}): Promise<{ escrowId: string; orderId: string }> {
  const result = await run(fleet, lockWithOrderCommand, orderForm(payeeId, more));
  if (!result.ok) throw new Error(result.message);
  const order = await fleet.db.workOrder.findFirstOrThrow({ where: { escrowId: result.output.escrowId } });
  return { escrowId: result.output.escrowId, orderId: order.id };
}

export function orderForm(payeeId: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const input: Json = { text: "four words of text" };
  return {
    payeeId, amount: "5", description: "count the words", orderInstructions: "Count the words of `text`.", orderInput: JSON.stringify(input),
    orderSchema: JSON.stringify(WORD_SCHEMA), orderMinutes: "10", ...more,
  };
}


/** A running run with one leg; `more` are columns of the leg. */
export async function addLeg(fleet: TestFleet, more: Partial<Prisma.LegUncheckedCreateInput> = {}): Promise<{ runId: string; legId: string }> {
  const at = new Date(fleet.now());
  const { connectionId } = fleet;
  const runId = newId("run", fleet.now(), fleet.system.random);
  const legId = newId("leg", fleet.now(), fleet.system.random);
  const number = 1 + await fleet.db.run.count();
  await fleet.db.run.create({
    data: {
      id: runId, connectionId, number, name: `Run ${number}`, pattern: "hub_spoke", funding: "lazy", state: "running", plan: {}, idempotencyKey: runId,
      paramsHash: "", budgetMicros: 0n, legCount: 1, createdBy: "opr_test", createdByName: "Test Person", createdAt: at,
    },
  });
  await fleet.db.leg.create({
    data: {
      id: legId, runId, connectionId, key: "a", nodeKey: "a", label: "A", pattern: "hub_spoke", position: 0, state: "working", candidates: [],
      amountMicros: 1_000_000n, triesLeft: 1, ...more,
    },
  });
  return { runId, legId };
}

interface LegOrderWish extends Partial<LegOrder> {
  readonly workerAgentId: string;
  /** Locks one when there is none. */
  readonly escrowId?: string;
  readonly legId: string;
}

/** Work of a leg on a locked escrow, offered. */
export async function offerLegOrder(fleet: TestFleet, wish: LegOrderWish): Promise<{ orderId: string; escrowId: string }> {
  const escrowId = wish.escrowId ?? await lock(fleet, wish.workerAgentId, "1");
  const [orderId = ""] = await fleet.db.$transaction((tx) => offerOrders(tx, fleet.system, [{
    connectionId: fleet.connectionId, instructions: "Count the words of `text`.", input: { input: { text: "four words of text" }, from: {} },
    resultSchema: WORD_SCHEMA, timeoutSeconds: 600, revision: 0, feedback: null, ...wish, escrowId,
  }]));
  return { orderId, escrowId };
}

/** A request for a bid, with its row, as a run makes both. */
export async function inviteToBid(fleet: TestFleet, wish: { legId: string; workerAgentId: string; closesAt: EpochMs }): Promise<string> {
  return fleet.db.$transaction(async (tx) => {
    const orderId = await inviteBid(tx, fleet.system, {
      ...wish, connectionId: fleet.connectionId, instructions: "Count the words of `text`.", input: { ceiling: "1", work: { input: { text: "four words of text" }, from: {} }, workMinutes: 30 },
    });
    const id = newId("bid", fleet.now(), fleet.system.random);
    await tx.bid.create({ data: { id, legId: wish.legId, agentId: wish.workerAgentId, orderId, state: "invited", createdAt: new Date(fleet.now()) } });
    return orderId;
  });
}
