import { addMs, type EpochMs } from "@/lib/core/time";
import type { Database, Tx } from "@/lib/db/client";
import { type Escrow, Prisma } from "@/lib/db/generated/client";
import { columns, query, sql } from "@/lib/db/query";

/** An escrow with what its next step asks about its two sides; `null` where a side is not known here. */
export interface LockedEscrowRow extends Escrow {
  readonly payerKind: string | null;
  readonly payerName: string | null;
  readonly payerProof: string | null;
  readonly payeeKind: string | null;
  readonly payeeProof: string | null;
}

const ESCROW = columns(Prisma.EscrowScalarFieldEnum, "e");

/** The row of an escrow of this connection, locked until the transaction ends; `null` when there is none. */
export async function lockEscrowRow(tx: Tx, connectionId: string, escrowId: string): Promise<LockedEscrowRow | null> {
  const [row] = await query<LockedEscrowRow>(tx, sql`
    select ${ESCROW}, "payer"."kind" as "payerKind", "payer"."name" as "payerName", "payer"."referralProof" as "payerProof",
      "payee"."kind" as "payeeKind", "payee"."referralProof" as "payeeProof"
    from "Escrow" as "e" left join "Agent" as "payer" on "payer"."id" = "e"."payerAgentId" left join "Agent" as "payee" on "payee"."id" = "e"."payeeAgentId"
    where "e"."id" = ${escrowId} and "e"."connectionId" = ${connectionId} for update of "e"`);
  return row ?? null;
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
