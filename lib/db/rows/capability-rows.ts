import type { Tx } from "../client";

/** Marks a documented capability as observed, with what was seen; one that is observed already is left alone. */
export async function observeCapability(tx: Tx, seen: { connectionId: string; name: string; note: string; at: Date }): Promise<void> {
  await tx.capability.updateMany({
    where: { connectionId: seen.connectionId, name: seen.name, evidence: "documented" },
    data: { evidence: "observed", note: seen.note, checkedAt: seen.at },
  });
}
