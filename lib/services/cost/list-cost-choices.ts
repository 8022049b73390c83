import type { CostChoices } from "@/lib/core/cost/cost-view";
import type { ServiceContext } from "../context";
import { OUTSIDE_ROLE } from "./cost-query";

const RUNS_MAX = 12;

/** What the report can be narrowed to, and the names of what it is narrowed to now. */
export async function listCostChoices(
  ctx: Pick<ServiceContext, "db">, connectionId: string, { runId, agentId }: { runId: string | null; agentId: string | null },
): Promise<CostChoices> {
  const select = { id: true, number: true, name: true };
  const [roles, newest, chosen, agent] = await Promise.all([
    ctx.db.$queryRaw<{ role: string }[]>`
      with recursive found(role) as (
        select min(role) from "Agent" where "connectionId" = ${connectionId} and kind = 'worker'
        union all select (select min(role) from "Agent" where "connectionId" = ${connectionId} and kind = 'worker' and role > f.role) from found f where f.role is not null
      ) select role from found where role is not null`,
    ctx.db.run.findMany({ where: { connectionId }, orderBy: { createdAt: "desc" }, take: RUNS_MAX, select }),
    runId === null ? null : ctx.db.run.findFirst({ where: { id: runId, connectionId }, select }),
    agentId === null ? null : ctx.db.agent.findFirst({ where: { id: agentId, connectionId }, select: { name: true } }),
  ]);
  return {
    roles: [...roles.map(({ role }) => role), OUTSIDE_ROLE], agentName: agent?.name ?? null,
    runs: chosen && !newest.some(({ id }) => id === chosen.id) ? [chosen, ...newest] : newest,
  };
}
