import type { z } from "zod";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import { type alertsContract } from "@/lib/schemas/api/status";
import { decodeCursor } from "@/lib/schemas/cursor";
import { pageAlerts } from "@/lib/services/alert/page-alerts";
import type { ServiceContext } from "@/lib/services/context";
import { envelopeOf, isoOrNull, money } from "../answer-parts";

/** A page of alerts. */
export async function readAlerts(
  ctx: ServiceContext, connection: CurrentConnection, { show, after, limit }: z.output<typeof alertsContract.query>,
): Promise<z.output<typeof alertsContract.response>> {
  const page = await pageAlerts(ctx, connection.id, { show, after: after ? decodeCursor(after) : null, size: limit });
  const alerts = page.alerts.map((alert) => ({
    id: alert.id, kind: alert.kind, severity: alert.severity, title: alert.title, body: alert.body, subjectType: alert.subjectType,
    subjectId: alert.subjectId, ...money({ amountAtRisk: alert.amountAtRiskMicros }), deadlineAt: isoOrNull(alert.deadlineAt),
    raisedAt: alert.raisedAt.toISOString(), resolvedAt: isoOrNull(alert.resolvedAt), resolvedBy: alert.resolvedBy,
  }));
  return { ...envelopeOf(connection), alerts, next: page.after };
}
