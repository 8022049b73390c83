import type { PartyChoice } from "@/lib/core/escrow/escrow-view";
import type { ServiceContext } from "../context";

const CHOICES_MAX = 20;

/** A native list of payers is shown up to here; beyond it the field searches. */
export const PAYERS_LISTED_MAX = 200;

/** Workers that can take part, and strangers who were paid before, by a part of their name. */
export async function searchParties(ctx: Pick<ServiceContext, "db">, connectionId: string, q: string, take = CHOICES_MAX): Promise<PartyChoice[]> {
  const agents = await ctx.db.agent.findMany({
    where: {
      connectionId, name: { contains: q.trim().slice(0, 120), mode: "insensitive" },
      OR: [{ kind: "external" }, { kind: "worker", state: { in: ["live", "stale"] } }],
    },
    select: { id: true, name: true, kind: true, role: true }, orderBy: [{ name: "asc" }], take,
  });
  return agents.map(({ id, name, kind, role }) => ({ id, name, detail: kind === "external" ? "outside the fleet" : role }));
}

/** The orchestrator, then workers by name; `null` for the workers when there are too many to list. */
export async function listPayers(ctx: Pick<ServiceContext, "db">, connectionId: string): Promise<PartyChoice[] | null> {
  const agents = await ctx.db.agent.findMany({
    where: { connectionId, kind: "worker", state: { in: ["live", "stale"] } },
    select: { id: true, name: true, role: true }, orderBy: { name: "asc" }, take: PAYERS_LISTED_MAX + 1,
  });
  return agents.length > PAYERS_LISTED_MAX ? null : agents.map(({ id, name, role }) => ({ id, name, detail: role }));
}

/** The names behind ids of agents and of one run, for the words of a filter. */
export async function nameParties(
  ctx: Pick<ServiceContext, "db">, connectionId: string, ids: readonly (string | null)[], runId: string | null = null,
): Promise<Record<string, string>> {
  const wanted = ids.filter((id) => id !== null);
  const [agents, run] = await Promise.all([
    wanted.length === 0 ? [] : ctx.db.agent.findMany({ where: { connectionId, id: { in: wanted } }, select: { id: true, name: true } }),
    runId === null ? null : ctx.db.run.findFirst({ where: { connectionId, id: runId }, select: { id: true, number: true, name: true } }),
  ]);
  return Object.fromEntries([...agents.map(({ id, name }) => [id, name]), ...(run ? [[run.id, `#${run.number} ${run.name}`]] : [])]) as Record<string, string>;
}
