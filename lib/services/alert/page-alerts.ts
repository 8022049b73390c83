import type { Alert } from "@/lib/db/generated/client";
import { type Cursor, encodeCursor } from "@/lib/schemas/cursor";
import type { ServiceContext } from "../context";
import type { AlertPage } from "./list-alerts";

/** Alerts by keyset, newest first, for readers that take page after page; the page shows open ones by money. */
export async function pageAlerts(
  ctx: Pick<ServiceContext, "db">, connectionId: string, filters: { readonly show: "open" | "resolved"; readonly after: Cursor | null; readonly size: number },
): Promise<AlertPage> {
  const { show, after, size } = filters;
  const at = after && !Number.isNaN(Date.parse(after.value)) ? new Date(after.value) : null;
  const place = at && after ? { raisedAt: { lte: at }, OR: [{ raisedAt: { lt: at } }, { raisedAt: at, id: { lt: after.id } }] } : {};
  const rows: Alert[] = await ctx.db.alert.findMany({
    where: { connectionId, resolvedAt: show === "open" ? null : { not: null }, ...place }, orderBy: [{ raisedAt: "desc" }, { id: "desc" }], take: size + 1,
  });
  const alerts = rows.slice(0, size);
  const last = alerts.at(-1);
  return { alerts, after: rows.length > size && last ? encodeCursor({ value: last.raisedAt.toISOString(), id: last.id }) : null };
}
