import { type AgentAccount, consolidate, toLine } from "@/lib/core/cost/consolidate";
import { type CostFilters, type FleetConsolidation, NO_RUN } from "@/lib/core/cost/cost-view";
import { addMs, DAY_MS, fromIso } from "@/lib/core/time";
import { Prisma } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { dayDate } from "./cost-range";
import { costSource, entryConditions, roleCondition } from "./cost-source";
import { ADD_UP, type SumsRow } from "./cost-sums";
import { fleetSource } from "./fleet-source";

/** Reads rollups for what was received, and by their indexes the few effects where a worker itself paid or earned a commission. */
export async function getConsolidation(ctx: Pick<ServiceContext, "db">, connectionId: string, filters: CostFilters): Promise<FleetConsolidation> {
  const [kinds, paidByWorkers, creditedToWorkers, outsideCommissionMicros] = await Promise.all([
    sumKinds(ctx, connectionId, filters), sumPaidByWorkers(ctx, connectionId, filters), sumCreditedToWorkers(ctx, connectionId, filters),
    isUnfiltered(filters) ? sumOutsideCommission(ctx, connectionId, filters) : 0n,
  ]);
  const total = (column: keyof SumsRow) => kinds.reduce((sum, row) => sum + row[column], 0n);
  const earnedBy = (kind: string) => kinds.find((row) => row.kind === kind)?.earned ?? 0n;
  const workers: AgentAccount = {
    earnedMicros: earnedBy("worker"), paidMicros: paidByWorkers.paid, lostMicros: paidByWorkers.lost,
    referralMicros: creditedToWorkers + paidByWorkers.credited,
  };
  const orchestrator: AgentAccount = {
    earnedMicros: earnedBy("orchestrator"), paidMicros: total("paid") - total("lost") - workers.paidMicros, lostMicros: total("lost") - workers.lostMicros,
    referralMicros: total("referral") - workers.referralMicros,
  };
  const consolidation = consolidate([orchestrator, workers], total("earned") - total("client"));
  return {
    ...consolidation, orchestrator: toLine(orchestrator), workers: toLine(workers), outsideCommissionMicros,
    treasuryChangeMicros: consolidation.fleet.resultMicros + outsideCommissionMicros,
  };
}

function isUnfiltered({ pattern, runId, role, agentId }: CostFilters): boolean {
  return pattern === null && runId === null && role === null && agentId === null;
}

function sumKinds(ctx: Pick<ServiceContext, "db">, connectionId: string, filters: CostFilters): Promise<(SumsRow & { kind: string })[]> {
  if (filters.agentId === null && filters.runId === null) {
    return ctx.db.$queryRaw`select c.kind, ${ADD_UP} from (${fleetSource(connectionId, filters)}) c group by c.kind`;
  }
  return ctx.db.$queryRaw`
    select a.kind, ${ADD_UP} from (${costSource(connectionId, filters, "agent")}) c join "Agent" a on a.id = c."agentId"
    where ${roleCondition(filters.role)} group by a.kind`;
}

/** What workers paid: the orchestrator pays nearly everything, and its history stays unread. */
async function sumPaidByWorkers(ctx: Pick<ServiceContext, "db">, connectionId: string, filters: CostFilters) {
  const [row] = await ctx.db.$queryRaw<{ paid: bigint; lost: bigint; credited: bigint }[]>`
    select ${sumOf(Prisma.sql`e.kind = 'paid'`)} as paid, ${sumOf(Prisma.sql`e.kind = 'lost'`)} as lost,
      ${sumOf(Prisma.sql`e.kind = 'referral' and e."escrowId" is null`)} as credited
    from ${paidByOthers(connectionId, filters)} join "Agent" a on a.id = e."agentId"
    where w."connectionId" = ${connectionId} and w.kind = 'worker' and ${roleCondition(filters.role)}`;
  return row ?? { paid: 0n, lost: 0n, credited: 0n };
}

/** Every worker's payments by the index of payers; an agent's or a run's own entries by theirs, each with its payer. */
function paidByOthers(connectionId: string, filters: CostFilters): Prisma.Sql {
  const conditions = entryConditions(connectionId, filters);
  if (filters.agentId !== null || (filters.runId !== null && filters.runId !== NO_RUN)) {
    return Prisma.sql`(select e.* from "CostEntry" e where ${conditions} offset 0) e join "Agent" w on w.id = e."counterpartyId"`;
  }
  return Prisma.sql`"Agent" w join lateral (select e.* from "CostEntry" e where e."counterpartyId" = w.id and ${conditions} offset 0) e on true`;
}

/** Commissions of escrows whose fee was paid by somebody who registered with a worker's code: few or none, and asked for one by one. */
async function sumCreditedToWorkers(ctx: Pick<ServiceContext, "db">, connectionId: string, filters: CostFilters): Promise<bigint> {
  const [row] = await ctx.db.$queryRaw<{ credited: bigint }[]>`
    with brought as materialized (
      select s.id from "Agent" s where s."connectionId" = ${connectionId} and s."referralCodeUsed" in (
        select o."ownReferralCode" from "AgentAccount" o join "Agent" r on r.id = o."agentId" where o."connectionId" = ${connectionId} and r.kind = 'worker')
    )
    select ${sumOf(Prisma.sql`true`)} as credited
    from brought join lateral (select k.* from "CommissionCredit" k where k."sourceAgentId" = brought.id offset 0) k on true
      join "Agent" w on w.id = k."referrerAgentId" and w.kind = 'worker'
      join "CostEntry" e on e."escrowId" = k."escrowId" and e.kind = 'referral' join "Agent" a on a.id = e."agentId"
    where ${entryConditions(connectionId, filters)} and ${roleCondition(filters.role)}`;
  return row?.credited ?? 0n;
}

async function sumOutsideCommission(ctx: Pick<ServiceContext, "db">, connectionId: string, { from, to }: CostFilters): Promise<bigint> {
  const { _sum } = await ctx.db.commissionCredit.aggregate({
    where: {
      connectionId, sourceAgentId: null, escrowId: null, proof: { not: "opening" },
      at: { gte: dayDate(from), lt: new Date(addMs(fromIso(`${to}T00:00:00Z`), DAY_MS)) },
    },
    _sum: { amountMicros: true },
  });
  return _sum.amountMicros ?? 0n;
}

function sumOf(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`coalesce(sum(e."amountMicros") filter (where ${condition}), 0)::bigint`;
}
