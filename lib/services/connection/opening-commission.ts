import { newId } from "@/lib/core/ids";
import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { ServiceContext } from "../context";
import type { ConnectionTest } from "./test-reads";

/** The date of what was there before: no range of days holds it, the sum of all time does. */
export const BEFORE_ALL = new Date(0);

/**
 * What an orchestrator had earned before it was connected, as an opening balance: the readings of later hold their sums
 * against it, so that none of it counts as income of the day it was first read. Statistics without products are the
 * published casino's. Decision 7. Units: micros.
 */
export async function insertOpeningCommission(
  tx: Tx, ctx: ServiceContext, opening: { readonly connectionId: string; readonly referrerAgentId: string; readonly referral: ConnectionTest["referral"]; readonly at: EpochMs },
): Promise<bigint> {
  const { connectionId, referrerAgentId, referral, at } = opening;
  if (referral === null) return 0n;
  const products = Object.entries(referral.byProduct);
  const earned = (products.length > 0 ? products : [["casino", referral.totalMicros] as const]).filter(([, amountMicros]) => amountMicros > 0n);
  await tx.commissionCredit.createMany({
    data: earned.map(([product, amountMicros]) => ({
      id: newId("commission", at, ctx.random), connectionId, referrerAgentId, sourceAgentId: null, product, feeMicros: 0n, amountMicros,
      escrowId: null, proof: "opening", at: BEFORE_ALL,
    })),
  });
  return earned.reduce((total, [, amountMicros]) => total + amountMicros, 0n);
}
