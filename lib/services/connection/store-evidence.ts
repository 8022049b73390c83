import type { CapabilityDialects } from "@/lib/core/connection/capabilities";
import type { ProbedCapability } from "@/lib/core/connection/connection-view";
import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";

/**
 * Writes what a test of reads found. A capability that was seen in a real answer stays observed where this test had no
 * way to try it and its dialect is the same; a new finding takes the place of the old one.
 */
export async function storeEvidence(
  tx: Tx, connectionId: string, found: { readonly dialects: CapabilityDialects; readonly capabilities: readonly ProbedCapability[]; readonly at: EpochMs },
): Promise<number> {
  const stored = new Map((await tx.capability.findMany({ where: { connectionId } })).map((row) => [row.name, row]));
  const checkedAt = new Date(found.at);
  let observed = 0;
  for (const { name, evidence, note } of found.capabilities) {
    const before = stored.get(name);
    const dialect = found.dialects[name] ?? null;
    if (evidence === "observed") observed += 1;
    if (before?.evidence === "observed" && evidence === "documented" && before.dialect === dialect) continue;
    const facts = { dialect, evidence, note, checkedAt };
    await tx.capability.upsert({ where: { connectionId_name: { connectionId, name } }, create: { connectionId, name, ...facts }, update: facts });
  }
  return observed;
}
