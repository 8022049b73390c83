import type { CapabilityDialects } from "@/lib/core/connection/capabilities";
import { addMs, type EpochMs } from "@/lib/core/time";
import type { Database, Tx } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import { type OpeningRow, readOpening } from "@/lib/db/rows/guard-rows";
import { DEFAULT_TIMEOUTS, type PlatformSettings, type Service } from "@/lib/purpleflea/settings";
import type { CommandConnection } from "../command-spec";
import { ServiceError } from "../service-error";

/** The row of a connection. Errors: `NOT_FOUND`. */
export async function getConnection(db: Database | Tx, connectionId: string): Promise<Connection> {
  const row = await db.connection.findUnique({ where: { id: connectionId } });
  if (!row) throw unknownConnection();
  return row;
}

/** The row of a connection as a wish finds it. Errors: `NOT_FOUND`. */
export async function openConnection(tx: Tx, wish: { readonly connectionId: string; readonly idempotencyKey: string }): Promise<OpeningRow> {
  const row = await readOpening(tx, wish.connectionId, wish.idempotencyKey);
  if (!row) throw unknownConnection();
  return row;
}

function unknownConnection(): ServiceError {
  return new ServiceError("NOT_FOUND", "This connection does not exist. Choose another one in Settings.");
}

/** How to reach the platform of a connection. */
export function toPlatformSettings(row: Connection): PlatformSettings {
  return {
    connectionId: row.id,
    mode: row.mode === "live" ? "live" : "sandbox",
    baseUrls: row.baseUrls as Record<Service, string>,
    dialects: row.dialects as unknown as CapabilityDialects,
    timeouts: DEFAULT_TIMEOUTS,
  };
}

/** What a command may know of a connection; its clock is the platform's, by the offset measured last. */
export function toCommandConnection(row: Connection, now: EpochMs): CommandConnection {
  return {
    id: row.id, name: row.name, mode: row.mode === "live" ? "live" : "sandbox",
    dialects: row.dialects as unknown as CapabilityDialects, orchestratorAgentId: row.orchestratorAgentId,
    now: addMs(now, row.clockOffsetMs),
  };
}
