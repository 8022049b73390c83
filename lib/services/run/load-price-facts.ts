import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import { type Usdc, usdc } from "@/lib/core/money";
import { ORCHESTRATOR, type PriceFacts } from "@/lib/core/run/price-facts";
import type { ServiceContext } from "../context";
import type { PlanAgent } from "./resolve-agents";

/**
 * What a price has to know of a connection: its rules, who earns the referral share of whose fees as far as that is
 * proven, and what the accounts held when they were last read. `agents` by the name that the plan uses.
 */
export async function loadPriceFacts(
  ctx: Pick<ServiceContext, "db">, connection: CurrentConnection, agents: ReadonlyMap<string, PlanAgent>,
): Promise<PriceFacts> {
  const { dialects, orchestrator } = connection;
  const earners = await findEarners(ctx, connection, [...agents.values()]);
  return {
    dialect: dialects["escrow.create"] ?? "fleet", canCancel: (dialects["escrow.cancel"] ?? null) !== null,
    referrerOf: (account) => earners.get(agents.get(account)?.codeUsed ?? "") ?? null,
    balanceOf: (account) => toAmount(account === ORCHESTRATOR ? orchestrator?.balanceMicros : agents.get(account)?.balanceMicros),
  };
}

/** Agents of this connection by their own referral code: the orchestrator, then whoever else is proven to own it. */
async function findEarners(ctx: Pick<ServiceContext, "db">, { id, orchestrator }: CurrentConnection, agents: readonly PlanAgent[]): Promise<ReadonlyMap<string, string>> {
  const codes = [...new Set(agents.flatMap(({ codeUsed }) => (codeUsed === null ? [] : [codeUsed])))];
  const owners = await ctx.db.agentAccount.findMany({
    where: { connectionId: id, ownReferralCode: { in: codes } }, select: { ownReferralCode: true, agentId: true, agent: { select: { name: true } } },
  });
  const earners = new Map(owners.map(({ ownReferralCode, agent }) => [ownReferralCode ?? "", agent.name]));
  for (const { ownReferralCode, agentId } of owners) if (agentId === orchestrator?.agentId) earners.set(ownReferralCode ?? "", ORCHESTRATOR);
  return earners;
}

function toAmount(micros: bigint | null | undefined): Usdc | null {
  return micros === null || micros === undefined ? null : usdc(micros);
}
