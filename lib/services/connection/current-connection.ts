import type { CapabilityDialects } from "@/lib/core/connection/capabilities";
import type { ConnectionOrchestrator, CurrentConnection } from "@/lib/core/connection/connection-view";
import type { Connection } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { readOnce } from "../read-once";
import { ServiceError } from "../service-error";

/** A console holds a handful of connections; more than this are never offered. */
export const CONNECTIONS_MAX = 50;

type Asking = Pick<ServiceContext, "db" | "connectionId" | "isConnectionBound" | "kept">;

/**
 * The connection that pages show: the one named, else the one that the person chose, else the oldest; `null` before the
 * first one is made. A form acts on the connection that it was made for, also after somebody switched in another tab.
 */
export function findCurrentConnection(ctx: Asking, preferredId = ctx.connectionId): Promise<CurrentConnection | null> {
  return readOnce(ctx, `connection ${preferredId ?? ""}`, () => readCurrent(ctx, preferredId));
}

async function readCurrent(ctx: Asking, preferredId: string | undefined): Promise<CurrentConnection | null> {
  const rows = await ctx.db.connection.findMany({ where: { archivedAt: null }, orderBy: { createdAt: "asc" }, take: CONNECTIONS_MAX });
  const preferred = rows.find((candidate) => candidate.id === preferredId);
  if (!preferred && ctx.isConnectionBound) {
    throw new ServiceError("CONFLICT", "The connection that this page was made for is archived. Nothing was sent. Reload the page.");
  }
  const row = preferred ?? rows[0];
  return row ? toCurrent(ctx, row) : null;
}

/** One connection for its own page, archived ones too; `null` when there is none. */
export async function findConnection(ctx: Pick<ServiceContext, "db">, connectionId: string): Promise<CurrentConnection | null> {
  const row = await ctx.db.connection.findUnique({ where: { id: connectionId } });
  return row ? toCurrent(ctx, row) : null;
}

async function toCurrent(ctx: Pick<ServiceContext, "db">, row: Connection): Promise<CurrentConnection> {
  return {
    id: row.id, name: row.name, mode: row.mode === "live" ? "live" : "sandbox", baseUrls: row.baseUrls as Record<string, string>,
    dialects: row.dialects as unknown as CapabilityDialects, orchestrator: await findOrchestrator(ctx, row.orchestratorAgentId),
    frozenAt: row.frozenAt, frozenBy: row.frozenBy, frozenReason: row.frozenReason, silentSince: row.silentSince,
    archivedAt: row.archivedAt, answeredAt: row.answeredAt, clockOffsetMs: row.clockOffsetMs,
  };
}

/** As above. Errors: `NOT_FOUND` before the first connection is made. */
export async function getCurrentConnection(ctx: Asking, preferredId = ctx.connectionId): Promise<CurrentConnection> {
  const connection = await findCurrentConnection(ctx, preferredId);
  if (!connection) throw new ServiceError("NOT_FOUND", "There is no connection to a platform yet. Start the sandbox or add one in Settings.");
  return connection;
}

async function findOrchestrator(ctx: Pick<ServiceContext, "db">, agentId: string | null): Promise<ConnectionOrchestrator | null> {
  if (!agentId) return null;
  const [account] = await ctx.db.$queryRaw<Omit<ConnectionOrchestrator, "agentId">[]>`
    select c.id as "accountId", a.name, c."upstreamId", c."ownReferralCode" as "referralCode", c."balanceMicros", c."balanceReadAt"
    from "AgentAccount" c join "Agent" a on a.id = c."agentId" where c."agentId" = ${agentId} and c.service = 'platform'`;
  return account ? { agentId, ...account } : null;
}
