import { type AccountLine, toLine } from "@/lib/core/cost/consolidate";
import type { ServiceContext } from "../context";

/**
 * What trading made of one agent's own account since the beginning: what it received, what it paid on to others, and the
 * fees that it lost. Commission goes to the account of whoever referred, which is the orchestrator's. Units: micros.
 */
export async function getAgentAccount(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<AccountLine> {
  const [agent, paid] = await Promise.all([
    ctx.db.agent.findUniqueOrThrow({ where: { id: agentId }, select: { earnedMicros: true } }),
    ctx.db.costEntry.groupBy({ by: ["kind"], where: { counterpartyId: agentId, kind: { in: ["paid", "lost"] } }, _sum: { amountMicros: true } }),
  ]);
  const of = (kind: string) => paid.find((row) => row.kind === kind)?._sum.amountMicros ?? 0n;
  return toLine({ earnedMicros: agent.earnedMicros, paidMicros: of("paid"), lostMicros: of("lost"), referralMicros: 0n });
}
