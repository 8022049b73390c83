import type { Prisma } from "../generated/client";
import type { Tx } from "../client";
import { notify } from "../notify";
import { queueDeliveries } from "./notify-rows";

/** Raises an alert once per dedupe key; a resolved one opens again. Who asked for warnings is told of each opening once. */
export async function raiseAlert(tx: Tx, alert: Prisma.AlertCreateManyInput): Promise<void> {
  const { id: _id, ...facts } = alert;
  const isOpen = (await tx.alert.count({ where: { dedupeKey: alert.dedupeKey, resolvedAt: null } })) > 0;
  const row = await tx.alert.upsert({
    where: { dedupeKey: alert.dedupeKey }, create: alert, update: { ...facts, resolvedAt: null, resolvedBy: null }, select: { id: true },
  });
  if (!isOpen) await queueDeliveries(tx, alert, row.id);
  await notify(tx, "alerts");
}

/** Closes the alert of a key, if it is open. */
export async function resolveAlert(tx: Tx, dedupeKey: string, at: Date, by: string): Promise<void> {
  const { count } = await tx.alert.updateMany({ where: { dedupeKey, resolvedAt: null }, data: { resolvedAt: at, resolvedBy: by } });
  if (count > 0) await notify(tx, "alerts");
}
