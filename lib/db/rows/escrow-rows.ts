import { invariant } from "@/lib/core/invariant";
import type { EscrowState } from "@/lib/core/escrow/states";
import type { Prisma } from "../generated/client";
import type { Tx } from "../client";
import { notify } from "../notify";

export interface EscrowEventInput {
  readonly id: string;
  readonly kind: string;
  readonly actorName: string;
  readonly note: string;
  readonly at: Date;
}

/** Inserts an escrow with its first event and counts it under its state. */
export async function insertEscrow(tx: Tx, data: Prisma.EscrowCreateManyInput, event: EscrowEventInput): Promise<void> {
  await tx.escrow.create({ data });
  await tx.escrowEvent.create({ data: { ...event, escrowId: data.id } });
  await addToTotals(tx, data.connectionId, data.state, 1n, BigInt(data.amountMicros));
  await notify(tx, "escrows", data.id);
}

/** Fields of an escrow that a reading or a reply may set without a change of state. */
export type EscrowPatch = Omit<Prisma.EscrowUncheckedUpdateInput, "id" | "state" | "connectionId" | "amountMicros">;

/**
 * Moves an escrow from the state it was decided in to another one and keeps the totals.
 * Returns false when the row is no longer in `from`: somebody else moved it, and the caller must read again.
 */
export async function moveEscrow(
  tx: Tx, escrowId: string, move: { from: EscrowState; to: EscrowState; patch: EscrowPatch; event: EscrowEventInput },
): Promise<boolean> {
  const { count } = await tx.escrow.updateMany({
    where: { id: escrowId, state: move.from }, data: { ...move.patch, state: move.to },
  });
  if (count === 0) return false;
  const row = await tx.escrow.findUniqueOrThrow({ where: { id: escrowId }, select: { connectionId: true, amountMicros: true, runId: true } });
  if (row.runId) await tx.runSignal.create({ data: { runId: row.runId } });
  await tx.escrowEvent.create({ data: { ...move.event, escrowId } });
  if (move.from !== move.to) {
    await addToTotals(tx, row.connectionId, move.from, -1n, -row.amountMicros);
    await addToTotals(tx, row.connectionId, move.to, 1n, row.amountMicros);
  }
  await notify(tx, "escrows", escrowId);
  return true;
}

/** Sets read-back facts (record, age, deadline) and leaves the state alone. */
export async function patchEscrow(tx: Tx, escrowId: string, patch: EscrowPatch): Promise<void> {
  await tx.escrow.update({ where: { id: escrowId }, data: patch });
  await notify(tx, "escrows", escrowId);
}

/** Writes one line of an escrow's history. */
export async function addEscrowEvent(tx: Tx, escrowId: string, event: EscrowEventInput): Promise<void> {
  await tx.escrowEvent.create({ data: { ...event, escrowId } });
}

async function addToTotals(tx: Tx, connectionId: string, state: string, count: bigint, amountMicros: bigint): Promise<void> {
  const total = await tx.escrowTotal.upsert({
    where: { connectionId_state: { connectionId, state } },
    create: { connectionId, state, count, amountMicros },
    update: { count: { increment: count }, amountMicros: { increment: amountMicros } },
  });
  invariant(total.count >= 0n, `the count of ${state} escrows is never negative`);
}
