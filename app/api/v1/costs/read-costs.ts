import type { z } from "zod";
import { toFilters } from "@/app/(console)/costs/search";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import type { AccountLine } from "@/lib/core/cost/consolidate";
import type { CostRow, CostSums, FleetConsolidation } from "@/lib/core/cost/cost-view";
import { type costsContract } from "@/lib/schemas/api/reports";
import type { ServiceContext } from "@/lib/services/context";
import { costPerRelease, referralOffsetBps } from "@/lib/services/cost/cost-sums";
import { getConsolidation } from "@/lib/services/cost/get-consolidation";
import { getCostReport } from "@/lib/services/cost/get-cost-report";
import { envelopeOf, money, optionalMoney } from "../answer-parts";

type Report = z.output<typeof costsContract.response>;

/** A page of the cost report; its totals are over every match of the range. */
export async function readCosts(ctx: ServiceContext, connection: CurrentConnection, query: z.output<typeof costsContract.query>): Promise<Report> {
  const { group, sort, direction, after, limit } = query;
  const filters = toFilters(query, ctx.now());
  const [report, consolidation] = await Promise.all([
    getCostReport(ctx, connection.id, { ...filters, group, sort, direction, after, size: limit }),
    query.consolidated === "yes" ? getConsolidation(ctx, connection.id, filters) : null,
  ]);
  const { groupCount, agentCount, insidePaidMicros, ...totals } = report.totals;
  return {
    ...envelopeOf(connection), from: filters.from, to: filters.to, group, rows: report.rows.map(toRow), next: report.after,
    totals: { ...toSums(totals), groupCount, agentCount, ...money({ insidePaid: insidePaidMicros }) },
    consolidated: consolidation && toConsolidated(consolidation),
  };
}

/** As it stands in the answer and in the JSON download. */
export function toConsolidated(found: FleetConsolidation): NonNullable<Report["consolidated"]> {
  const { orchestrator, workers, agents, eliminations, fleet } = found;
  return {
    orchestrator: toLine(orchestrator), workers: toLine(workers), agents: toLine(agents), eliminations: toLine(eliminations), fleet: toLine(fleet),
    ...money({ outsideCommission: found.outsideCommissionMicros, treasuryChange: found.treasuryChangeMicros }),
  };
}

function toLine(line: AccountLine) {
  return money({ earned: line.earnedMicros, paid: line.paidMicros, failureCost: line.lostMicros, referral: line.referralMicros, result: line.resultMicros });
}

function toRow({ key, name, role, kind, number, ...sums }: CostRow): Report["rows"][number] {
  return { id: key, name, role, kind, number, ...toSums(sums) };
}

function toSums(sums: CostSums) {
  return {
    ...money({
      earned: sums.earnedMicros, earnedFromClients: sums.clientMicros, paid: sums.paidMicros, fees: sums.feesMicros, failureCost: sums.lostMicros,
      referral: sums.referralMicros, net: sums.netMicros, refunded: sums.refundedMicros,
    }),
    ...optionalMoney({ costPerRelease: costPerRelease(sums) }), referralOffsetBps: referralOffsetBps(sums),
    releasedCount: sums.releasedCount, refundedCount: sums.refundedCount,
  };
}
