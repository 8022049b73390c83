import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import { notify } from "@/lib/db/notify";

/**
 * Locks the run that an order belongs to, if there is one. Whoever may wake a run takes this lock before the order's own,
 * as the run's engine does; the other way round both would wait for each other.
 */
export async function lockLegRun(tx: Tx, orderId: string): Promise<void> {
  await tx.$queryRaw`
    select r.id from "Run" r where r.id = (select l."runId" from "WorkOrder" o join "Leg" l on l.id = o."legId" where o.id = ${orderId}) for no key update`;
}

/** Makes the run of a leg due now: its engine looks at it at its next beat. The caller holds the run's lock. */
export async function wakeLegRun(tx: Tx, legId: string, now: EpochMs): Promise<void> {
  const leg = await tx.leg.findUnique({ where: { id: legId }, select: { runId: true } });
  if (!leg) return;
  const at = new Date(now);
  await tx.run.updateMany({ where: { id: leg.runId, OR: [{ wakeAt: null }, { wakeAt: { gt: at } }] }, data: { wakeAt: at } });
}

/** Tells the pages that show the run of a leg. */
export async function tellLegRun(tx: Tx, legId: string): Promise<void> {
  const leg = await tx.leg.findUnique({ where: { id: legId }, select: { runId: true } });
  if (leg) await notify(tx, "runs", leg.runId);
}
