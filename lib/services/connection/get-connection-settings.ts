import { CAPABILITIES } from "@/lib/core/connection/capabilities";
import type { ConnectionSettings } from "@/lib/core/connection/connection-view";
import type { ServiceContext } from "../context";
import { getConnection } from "./load-connection";

/** Capabilities in the order of a worker's life, with how each is known and since when. Errors: `NOT_FOUND`. */
export async function getConnectionSettings(ctx: ServiceContext, connectionId: string): Promise<ConnectionSettings> {
  const [row, capabilities] = await Promise.all([
    getConnection(ctx.db, connectionId),
    ctx.db.capability.findMany({ where: { connectionId }, take: 100 }),
  ]);
  const place = (name: string) => (CAPABILITIES as readonly string[]).indexOf(name);
  return {
    declaredLimits: (row.declaredLimits ?? {}) as Record<string, unknown>, clockReadAt: row.clockReadAt, createdAt: row.createdAt,
    capabilities: capabilities.sort((a, b) => place(a.name) - place(b.name)),
  };
}
