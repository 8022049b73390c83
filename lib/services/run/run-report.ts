import type { RunAgentSums, RunReportFacts, RunSums } from "@/lib/core/run/report-view";
import type { ServiceContext } from "../context";

interface Row {
  agentId: string; name: string; patterns: string[];
  earned: bigint; paidOn: bigint; paid: bigint; fees: bigint; referral: bigint; lost: bigint; refunded: bigint; released: number; refunds: number;
}

/** What a run cost, per agent that was paid, from its booked effects; the totals are the sums of these rows. */
export async function getRunReport(ctx: Pick<ServiceContext, "db">, runId: string): Promise<RunReportFacts> {
  const rows = await ctx.db.$queryRaw<Row[]>`
    select e."agentId", a.name, array_agg(distinct e.pattern order by e.pattern) filter (where e.pattern <> '') as patterns,
      coalesce(sum(e."amountMicros") filter (where e.kind in ('paid', 'lost')), 0)::bigint as paid,
      coalesce(sum(e."amountMicros") filter (where e.kind = 'earned'), 0)::bigint as earned,
      coalesce((select sum(o."amountMicros") from "CostEntry" o
        where o."runId" = ${runId} and o."counterpartyId" = e."agentId" and o.kind in ('paid', 'lost')), 0)::bigint as "paidOn",
      coalesce(sum(e."amountMicros") filter (where e.kind in ('fee', 'lost')), 0)::bigint as fees,
      coalesce(sum(e."amountMicros") filter (where e.kind = 'referral'), 0)::bigint as referral,
      coalesce(sum(e."amountMicros") filter (where e.kind = 'lost'), 0)::bigint as lost,
      coalesce(sum(e."amountMicros") filter (where e.kind = 'refunded'), 0)::bigint as refunded,
      (count(*) filter (where e.kind = 'paid'))::int as released, (count(*) filter (where e.kind = 'refunded'))::int as refunds
    from "CostEntry" e join "Agent" a on a.id = e."agentId"
    where e."runId" = ${runId} group by e."agentId", a.name order by min(e.at), e."agentId"`;
  const byAgent = rows.map((row): RunAgentSums => ({
    agentId: row.agentId, name: row.name, patterns: row.patterns ?? [], earnedMicros: row.earned, paidOnMicros: row.paidOn, paidMicros: row.paid, feesMicros: row.fees, referralMicros: row.referral,
    transactions: row.released, lostMicros: row.lost, refundedMicros: row.refunded, failed: row.refunds,
  }));
  return { byAgent, totals: byAgent.reduce(addSums, NONE) };
}

const NONE: RunSums = { paidMicros: 0n, feesMicros: 0n, referralMicros: 0n, transactions: 0, lostMicros: 0n, refundedMicros: 0n, failed: 0 };

function addSums(one: RunSums, other: RunSums): RunSums {
  return {
    paidMicros: one.paidMicros + other.paidMicros, feesMicros: one.feesMicros + other.feesMicros,
    referralMicros: one.referralMicros + other.referralMicros, transactions: one.transactions + other.transactions,
    lostMicros: one.lostMicros + other.lostMicros, refundedMicros: one.refundedMicros + other.refundedMicros, failed: one.failed + other.failed,
  };
}
