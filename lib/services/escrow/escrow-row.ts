import { addMs, type EpochMs } from "@/lib/core/time";
import type { Database, Tx } from "@/lib/db/client";
import type { Escrow } from "@/lib/db/generated/client";

/** The row of an escrow of this connection, locked until the transaction ends; `null` when there is none. */
export async function lockEscrowRow(tx: Tx, connectionId: string, escrowId: string): Promise<Escrow | null> {
  await tx.$queryRaw`select id from "Escrow" where id = ${escrowId} and "connectionId" = ${connectionId} for update`;
  return tx.escrow.findFirst({ where: { id: escrowId, connectionId } });
}

/** Platform time at our instant, by the offset that was measured last. An escrow's own times all use it. */
export async function platformTime(db: Database | Tx, connectionId: string, at: EpochMs): Promise<EpochMs> {
  const { clockOffsetMs } = await db.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { clockOffsetMs: true } });
  return addMs(at, clockOffsetMs);
}

/** How people name an escrow in sentences and in the audit log. */
export function escrowName(amountText: string, payeeName: string): string {
  return `${amountText} to ${payeeName}`;
}
