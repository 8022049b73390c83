import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { WorkOrder } from "@/lib/db/generated/client";

/** Tells a worker's own address of an order that it may take now, where it has one that is on. Part of the offer's transaction. */
export async function queuePush(tx: Tx, { id, workerAgentId, connectionId }: Pick<WorkOrder, "id" | "workerAgentId" | "connectionId">, now: EpochMs): Promise<void> {
  const push = await tx.workerPush.findUnique({ where: { agentId: workerAgentId }, select: { isOn: true } });
  if (!push?.isOn) return;
  const queued = { state: "queued", attempts: 0, nextAttemptAt: new Date(now), lastError: null, sentAt: null, createdAt: new Date(now) };
  await tx.pushDelivery.upsert({ where: { orderId: id }, create: { orderId: id, agentId: workerAgentId, connectionId, ...queued }, update: queued });
}
