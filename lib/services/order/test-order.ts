import type { Json } from "@/lib/core/order/json-value";
import { run } from "../escrow/test-escrow";
import type { TestFleet } from "../testing/test-fleet";
import { findWorkerToken, type SignedInWorker } from "./find-worker-token";
import { lockWithOrderCommand } from "./lock-with-order";
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

