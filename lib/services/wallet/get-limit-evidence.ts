import type { Evidence } from "@/lib/core/connection/capabilities";
import type { ServiceContext } from "../context";

/**
 * How sure it is that the platform itself keeps daily limits. A recorded refusal or a first success makes it observed;
 * `enforced` says that it has no child wallets and the console keeps them.
 */
export async function getLimitEvidence(ctx: Pick<ServiceContext, "db">, connectionId: string): Promise<Evidence> {
  const row = await ctx.db.capability.findUnique({ where: { connectionId_name: { connectionId, name: "wallet.child" } } });
  if (!row || (row.dialect === null && row.evidence !== "enforced")) return "unavailable";
  return row.evidence as Evidence;
}
