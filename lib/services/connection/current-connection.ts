import type { CapabilityDialects } from "@/lib/core/connection/capabilities";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";

export interface ConnectionOrchestrator {
  readonly agentId: string;
  readonly accountId: string;
  readonly name: string;
  readonly upstreamId: string;
  readonly referralCode: string | null;
  readonly balanceMicros: bigint | null;
  readonly balanceReadAt: Date | null;
}

export interface CurrentConnection {
  readonly id: string;
  readonly name: string;
  readonly mode: "sandbox" | "live";
  readonly baseUrls: Readonly<Record<string, string>>;
  readonly dialects: CapabilityDialects;
  readonly orchestrator: ConnectionOrchestrator | null;
  readonly frozenAt: Date | null;
  readonly frozenBy: string | null;
  readonly frozenReason: string | null;
  readonly silentSince: Date | null;
  readonly answeredAt: Date | null;
  readonly clockOffsetMs: number;
}

/** The connection that pages show, the preferred one when it exists; `null` before the first one is made. */
export async function findCurrentConnection(ctx: Pick<ServiceContext, "db">, preferredId?: string): Promise<CurrentConnection | null> {
  const rows = await ctx.db.connection.findMany({ where: { archivedAt: null }, orderBy: { createdAt: "asc" }, take: 50 });
  const row = rows.find((candidate) => candidate.id === preferredId) ?? rows[0];
  if (!row) return null;
  return {
    id: row.id, name: row.name, mode: row.mode === "live" ? "live" : "sandbox", baseUrls: row.baseUrls as Record<string, string>,
    dialects: row.dialects as unknown as CapabilityDialects, orchestrator: await findOrchestrator(ctx, row.orchestratorAgentId),
    frozenAt: row.frozenAt, frozenBy: row.frozenBy, frozenReason: row.frozenReason, silentSince: row.silentSince,
    answeredAt: row.answeredAt, clockOffsetMs: row.clockOffsetMs,
  };
}

/** As above. Errors: `NOT_FOUND` before the first connection is made. */
export async function getCurrentConnection(ctx: Pick<ServiceContext, "db">, preferredId?: string): Promise<CurrentConnection> {
  const connection = await findCurrentConnection(ctx, preferredId);
  if (!connection) throw new ServiceError("NOT_FOUND", "There is no connection to a platform yet. Start the sandbox or add one in Settings.");
  return connection;
}

async function findOrchestrator(ctx: Pick<ServiceContext, "db">, agentId: string | null): Promise<ConnectionOrchestrator | null> {
  if (!agentId) return null;
  const account = await ctx.db.agentAccount.findFirst({ where: { agentId }, include: { agent: true }, orderBy: { createdAt: "asc" } });
  if (!account) return null;
  return {
    agentId, accountId: account.id, name: account.agent.name, upstreamId: account.upstreamId,
    referralCode: account.ownReferralCode, balanceMicros: account.balanceMicros, balanceReadAt: account.balanceReadAt,
  };
}
