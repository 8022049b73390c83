import type { Prisma } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";

/** Descriptions are searched in the newest escrows only: a text search over the whole history would need its own index. */
export const DESCRIPTIONS_SEARCHED = 20_000;

const MATCHES_MAX = 500;

/**
 * What a word of the search box means: an id of ours or of the platform, a task id, an agent's name or platform id, or
 * a part of a description among the newest 20,000.
 */
export async function searchEscrows(ctx: Pick<ServiceContext, "db">, connectionId: string, q: string): Promise<Prisma.EscrowWhereInput> {
  const like = `%${q.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
  const [accounts, agents, described] = await Promise.all([
    ctx.db.agentAccount.findMany({ where: { connectionId, upstreamId: q }, select: { agentId: true }, take: 10 }),
    ctx.db.agent.findMany({
      where: { connectionId, kind: { in: ["orchestrator", "worker", "external"] }, name: { contains: q, mode: "insensitive" } },
      select: { id: true }, take: 50,
    }),
    ctx.db.$queryRaw<{ id: string }[]>`
      select id from (
        select id, description from "Escrow" where "connectionId" = ${connectionId} order by "createdAt" desc, id limit ${DESCRIPTIONS_SEARCHED}
      ) newest where description ilike ${like} limit ${MATCHES_MAX}`,
  ]);
  const parties = [...new Set([...accounts.map(({ agentId }) => agentId), ...agents.map(({ id }) => id)])];
  return {
    OR: [
      { id: q }, { upstreamId: q }, { taskId: q }, { externalReference: q },
      ...(parties.length > 0 ? [{ payeeAgentId: { in: parties } }, { payerAgentId: { in: parties } }] : []),
      ...(described.length > 0 ? [{ id: { in: described.map(({ id }) => id) } }] : []),
    ],
  };
}
