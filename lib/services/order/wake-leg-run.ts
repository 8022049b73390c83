import type { Tx } from "@/lib/db/client";
import { notify } from "@/lib/db/notify";

/**
 * Makes the run of a leg due: its engine looks at it at its next beat. A row of its own, because a thousand workers that
 * finish together must not wait for one another, nor for the run while it decides.
 */
export async function wakeLegRun(tx: Tx, legId: string): Promise<void> {
  await tx.$executeRaw`insert into "RunSignal" ("runId") select "runId" from "Leg" where id = ${legId}`;
}

/** Tells the pages that show the run of a leg. */
export async function tellLegRun(tx: Tx, legId: string): Promise<void> {
  const leg = await tx.leg.findUnique({ where: { id: legId }, select: { runId: true } });
  if (leg) await notify(tx, "runs", leg.runId);
}
