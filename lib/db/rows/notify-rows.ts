import type { Prisma } from "../generated/client";
import type { Tx } from "../client";

/** Alerts that a person must hear of although he looks at no page; others too, when money is at risk. */
const KINDS_TOLD: readonly string[] = [
  "intent_unknown", "batch_failed", "platform_silent", "worker_unverified", "referral_contradicted", "treasury_difference", "audit_broken",
];

type RaisedAlert = Prisma.AlertCreateManyInput;

/**
 * Writes one delivery for each channel that is on, in the transaction that raises the alert: a warning is queued when
 * and only when its alert exists. `alert.id` is fresh at each raising and so is the event, by which a receiver tells a
 * repeat; `alertId` is the row, the same when an alert opens again.
 */
export async function queueDeliveries(tx: Tx, alert: RaisedAlert, alertId: string): Promise<void> {
  const amountMicros = BigInt(alert.amountAtRiskMicros ?? 0);
  if (!KINDS_TOLD.includes(alert.kind) && amountMicros === 0n) return;
  const channels = await tx.notifyChannel.findMany({ where: { isOn: true }, select: { kind: true } });
  if (channels.length === 0) return;
  const connection = await tx.connection.findUnique({ where: { id: alert.connectionId }, select: { name: true, mode: true } });
  const instant = (at: Date | string | null | undefined) => (at ? new Date(at).toISOString() : null);
  const payload = {
    connection: { id: alert.connectionId, name: connection?.name ?? "", mode: connection?.mode ?? "" },
    alert: {
      id: alertId, kind: alert.kind, severity: alert.severity, title: alert.title, body: alert.body, subjectType: alert.subjectType, subjectId: alert.subjectId,
      amountAtRiskMicros: amountMicros.toString(), deadlineAt: instant(alert.deadlineAt), raisedAt: instant(alert.raisedAt),
    },
  };
  const at = new Date(alert.raisedAt);
  await tx.notifyDelivery.createMany({
    data: channels.map(({ kind }) => ({
      id: `${kind}:${alert.id}`, kind, event: alert.id, alertId, payload, state: "queued", createdAt: at, nextAttemptAt: at,
    })),
    skipDuplicates: true,
  });
}
