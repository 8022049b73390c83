import { EVIDENCE, type Evidence } from "@/lib/core/connection/capabilities";
import type { ListedConnection } from "@/lib/core/connection/connection-view";
import type { ServiceContext } from "../context";
import { CONNECTIONS_MAX } from "./current-connection";

/** Every connection, those in use first, oldest first. */
export async function listConnections(ctx: Pick<ServiceContext, "db">): Promise<ListedConnection[]> {
  const rows = await ctx.db.connection.findMany({ orderBy: [{ archivedAt: { sort: "asc", nulls: "first" } }, { createdAt: "asc" }], take: CONNECTIONS_MAX });
  const ids = rows.map(({ id }) => id);
  const [accounts, known] = await Promise.all([
    ctx.db.agentAccount.findMany({ where: { agentId: { in: rows.flatMap((row) => row.orchestratorAgentId ?? []) }, service: "platform" } }),
    ctx.db.capability.groupBy({ by: ["connectionId", "evidence"], where: { connectionId: { in: ids } }, _count: { _all: true } }),
  ]);
  return rows.map((row) => {
    const account = accounts.find(({ agentId }) => agentId === row.orchestratorAgentId);
    const count = (evidence: Evidence) => known.find((group) => group.connectionId === row.id && group.evidence === evidence)?._count._all ?? 0;
    return {
      id: row.id, name: row.name, mode: row.mode === "live" ? "live" : "sandbox", orchestratorId: account?.upstreamId ?? null,
      balanceMicros: account?.balanceMicros ?? null, balanceReadAt: account?.balanceReadAt ?? null, silentSince: row.silentSince,
      frozenAt: row.frozenAt, archivedAt: row.archivedAt,
      counts: Object.fromEntries(EVIDENCE.map((evidence) => [evidence, count(evidence)])) as Record<Evidence, number>,
    };
  });
}
