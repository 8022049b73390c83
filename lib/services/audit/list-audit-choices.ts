import type { ServiceContext } from "../context";

export interface AuditChoices {
  readonly actors: readonly { readonly id: string; readonly name: string }[];
  readonly actions: readonly string[];
}

const CHOICES_MAX = 40;

/** Who and what occurs in the log, for the filter menu: steps from value to value on the index, never over the history. */
export async function listAuditChoices(ctx: ServiceContext): Promise<AuditChoices> {
  const actions = await ctx.db.$queryRaw<{ action: string }[]>`
    with recursive steps as (
      (select action, 1 as n from "AuditEntry" order by action limit 1)
      union all
      select (select e.action from "AuditEntry" e where e.action > s.action order by e.action limit 1), s.n + 1
      from steps s where s.action is not null and s.n < ${CHOICES_MAX}
    ) select action from steps where action is not null`;
  const actors = await ctx.db.$queryRaw<{ id: string; name: string }[]>`
    with recursive steps as (
      (select "actorId" as id, 1 as n from "AuditEntry" order by "actorId" limit 1)
      union all
      select (select e."actorId" from "AuditEntry" e where e."actorId" > s.id order by e."actorId" limit 1), s.n + 1
      from steps s where s.id is not null and s.n < ${CHOICES_MAX}
    ) select s.id, e.name from steps s
      cross join lateral (select "actorName" as name from "AuditEntry" where "actorId" = s.id order by seq desc limit 1) e
      where s.id is not null order by e.name`;
  return { actors, actions: actions.map((row) => row.action) };
}
