import { type CostFilters, type CostGroup, NO_RUN } from "@/lib/core/cost/cost-view";
import { CLIENT_PATTERN, storedPattern } from "@/lib/core/cost/patterns";
import { addMs, DAY_MS, fromIso } from "@/lib/core/time";
import { Prisma } from "@/lib/db/generated/client";
import { OUTSIDE_ROLE } from "./cost-query";
import { dayDate } from "./cost-range";

/**
 * Sums per agent and `part` (the pattern or the run, where the report asks for it), from the daily rollups. Runs are asked
 * for by their index over the entries, which the rollups do not tell apart; what is outside of runs is a rollup again.
 */
export function costSource(connectionId: string, filters: CostFilters, group: CostGroup): Prisma.Sql {
  if (filters.runId !== null && filters.runId !== NO_RUN) return entrySums(connectionId, filters, group);
  const rollups = daySums(connectionId, filters, group);
  return group === "run" && filters.runId === null ? Prisma.sql`${entrySums(connectionId, filters, group)} union all ${rollups}` : rollups;
}

/** The agents of a source that the role filter lets through. */
export function roleCondition(role: string | null): Prisma.Sql {
  if (role === null) return Prisma.sql`true`;
  return role === OUTSIDE_ROLE ? Prisma.sql`a.kind = 'external'` : Prisma.sql`(a.role = ${role} and a.kind <> 'external')`;
}

/** Booked effects of the filters; the table is called `e`. */
export function entryConditions(connectionId: string, { from, to, pattern, runId, agentId }: CostFilters): Prisma.Sql {
  return Prisma.sql`e."connectionId" = ${connectionId} and e.at >= ${dayDate(from)} and e.at < ${dayAfter(to)} ${only(`e.pattern`, pattern === null ? null : storedPattern(pattern))}
    ${runId === NO_RUN ? Prisma.sql`and e."runId" is null` : only(`e."runId"`, runId)} ${only(`e."agentId"`, agentId)}`;
}

function daySums(connectionId: string, { from, to, pattern, agentId, runId }: CostFilters, group: CostGroup): Prisma.Sql {
  return Prisma.sql`
    select "agentId", ${group === "run" ? Prisma.sql`${NO_RUN}::text` : partOf("", group)} as part, sum("paidMicros") as paid, sum("feesMicros") as fees, sum("lostMicros") as lost, sum("referralMicros") as referral,
      sum("earnedMicros") as earned, coalesce(sum("earnedMicros") filter (where pattern = ${CLIENT_PATTERN}), 0) as client, sum("refundedMicros") as refunded,
      sum("releasedCount") as released, sum("refundedCount") as refunds
    from "CostDay" where "connectionId" = ${connectionId} and day between ${dayDate(from)}::date and ${dayDate(to)}::date
      ${only("pattern", pattern === null ? null : storedPattern(pattern))} ${only(`"agentId"`, agentId)}
      ${runId === NO_RUN || group === "run" ? Prisma.sql`and pattern in ('', ${CLIENT_PATTERN})` : Prisma.empty} group by 1, 2`;
}

function entrySums(connectionId: string, filters: CostFilters, group: CostGroup): Prisma.Sql {
  const of = (...kinds: string[]) => Prisma.sql`coalesce(sum(e."amountMicros") filter (where e.kind in (${Prisma.join(kinds)})), 0)`;
  return Prisma.sql`
    select e."agentId", ${partOf("e.", group)} as part, ${of("paid", "lost")} as paid, ${of("fee", "lost")} as fees, ${of("lost")} as lost, ${of("referral")} as referral,
      ${of("earned")} as earned, coalesce(sum(e."amountMicros") filter (where e.kind = 'earned' and e.pattern = ${CLIENT_PATTERN}), 0) as client,
      ${of("refunded")} as refunded, (count(*) filter (where e.kind = 'paid'))::numeric as released, (count(*) filter (where e.kind = 'refunded'))::numeric as refunds
    from "CostEntry" e where ${entryConditions(connectionId, filters)} ${filters.runId === null ? Prisma.sql`and e."runId" is not null` : Prisma.empty} group by 1, 2`;
}

function partOf(table: string, group: CostGroup): Prisma.Sql {
  if (group === "pattern") return Prisma.raw(`${table}pattern`);
  return group === "run" ? Prisma.sql`coalesce(${Prisma.raw(`${table}"runId"`)}, ${NO_RUN})` : Prisma.sql`''::text`;
}

function only(column: string, value: string | null): Prisma.Sql {
  return value === null ? Prisma.empty : Prisma.sql`and ${Prisma.raw(column)} = ${value}`;
}

function dayAfter(day: string): Date {
  return new Date(addMs(fromIso(`${day}T00:00:00Z`), DAY_MS));
}
