import type { Database } from "@/lib/db/client";
import { hashOfEntry } from "../audit/verify-chain";

const ENTRIES_MAX = 50;

/** Whether the newest entries of the audit log follow each other up to the head. `npm run audit:verify` walks all of them. */
export async function isChainEndIntact(db: Database): Promise<boolean> {
  // Both reads see one snapshot: an entry that lands between them would look like a gap.
  return db.$transaction(async (tx) => {
    const head = await tx.auditHead.findUniqueOrThrow({ where: { id: 1 } });
    const rows = await tx.auditEntry.findMany({ orderBy: { seq: "desc" }, take: ENTRIES_MAX });
    if ((rows[0]?.seq ?? 0n) !== head.seq || (rows[0] && rows[0].hash !== head.hash)) return false;
    return rows.every((row, index) => {
      const previous = rows[index + 1];
      return hashOfEntry(row) === row.hash && (!previous || (row.previousHash === previous.hash && row.seq === previous.seq + 1n));
    });
  }, { isolationLevel: "RepeatableRead" });
}
