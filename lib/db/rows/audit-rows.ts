import type { Prisma } from "../generated/client";
import type { Tx } from "../client";

export interface AuditHeadRow {
  readonly seq: bigint;
  readonly hash: string;
}

/** Locks the head of the chain. Take it last: every append of the console waits for this row. */
export async function lockAuditHead(tx: Tx): Promise<AuditHeadRow> {
  const [head] = await tx.$queryRaw<AuditHeadRow[]>`select seq, hash from "AuditHead" where id = 1 for update`;
  if (!head) throw new Error("The audit log has no head row");
  return head;
}

/** Writes the entry and moves the head to it. */
export async function appendAuditRow(tx: Tx, row: Prisma.AuditEntryCreateManyInput): Promise<void> {
  await tx.auditEntry.createMany({ data: [row] });
  await tx.$executeRaw`update "AuditHead" set seq = ${row.seq}, hash = ${row.hash} where id = 1`;
}
