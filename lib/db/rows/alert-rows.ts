import type { Prisma } from "../generated/client";
import type { Tx } from "../client";
import { notify } from "../notify";

/** Raises an alert once per dedupe key; a resolved one opens again. */
export async function raiseAlert(tx: Tx, alert: Prisma.AlertCreateManyInput): Promise<void> {
  const { id: _id, ...facts } = alert;
  await tx.alert.upsert({
    where: { dedupeKey: alert.dedupeKey }, create: alert, update: { ...facts, resolvedAt: null, resolvedBy: null },
  });
  await notify(tx, "alerts");
}

/** Closes the alert of a key, if it is open. */
export async function resolveAlert(tx: Tx, dedupeKey: string, at: Date, by: string): Promise<void> {
  const { count } = await tx.alert.updateMany({ where: { dedupeKey, resolvedAt: null }, data: { resolvedAt: at, resolvedBy: by } });
  if (count > 0) await notify(tx, "alerts");
}
