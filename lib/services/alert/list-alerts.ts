import type { Alert } from "@/lib/db/generated/client";
import { decodeCursor, encodeCursor } from "@/lib/schemas/cursor";
import type { ServiceContext } from "../context";

export interface AlertPage {
  readonly alerts: readonly Alert[];
  readonly after: string | null;
}

const PAGE_SIZE = 50;

/** Open alerts, the most money first, or resolved ones, the newest first. */
export async function listAlerts(
  ctx: ServiceContext, connectionId: string, filters: { readonly show: "open" | "resolved"; readonly after?: string | undefined },
): Promise<AlertPage> {
  if (filters.show === "open") {
    const alerts = await ctx.db.alert.findMany({
      where: { connectionId, resolvedAt: null }, orderBy: [{ amountAtRiskMicros: "desc" }, { raisedAt: "desc" }], take: PAGE_SIZE * 2,
    });
    return { alerts, after: null };
  }
  const cursor = filters.after ? decodeCursor(filters.after) : null;
  const before = cursor && Number.isFinite(Date.parse(cursor.value)) ? new Date(cursor.value) : null;
  const rows = await ctx.db.alert.findMany({
    where: {
      connectionId, resolvedAt: { not: null },
      ...(before && cursor ? { raisedAt: { lte: before }, OR: [{ raisedAt: { lt: before } }, { raisedAt: before, id: { lt: cursor.id } }] } : {}),
    },
    orderBy: [{ raisedAt: "desc" }, { id: "desc" }], take: PAGE_SIZE + 1,
  });
  const alerts = rows.slice(0, PAGE_SIZE);
  const last = alerts.at(-1);
  return { alerts, after: rows.length > PAGE_SIZE && last ? encodeCursor({ value: last.raisedAt.toISOString(), id: last.id }) : null };
}

/** How many alerts are open. */
export async function countOpenAlerts(ctx: ServiceContext, connectionId: string): Promise<number> {
  return ctx.db.alert.count({ where: { connectionId, resolvedAt: null } });
}
