import type { z } from "zod";
import { toRange } from "@/app/(console)/costs/search";
import { type costsContract } from "@/lib/schemas/api/reports";
import type { CurrentConnection } from "@/lib/services/connection/current-connection";
import type { ServiceContext } from "@/lib/services/context";
import { type CostRow, type CostSums, costPerRelease, getCostReport } from "@/lib/services/cost/get-cost-report";
import { envelopeOf, money, optionalMoney } from "../answer-parts";

type Report = z.output<typeof costsContract.response>;

/** A page of the cost report; its totals are over every agent of the range. */
export async function readCosts(ctx: ServiceContext, connection: CurrentConnection, query: z.output<typeof costsContract.query>): Promise<Report> {
  const { sort, direction, after, limit } = query;
  const { from, to } = toRange(query, ctx.now());
  const report = await getCostReport(ctx, connection.id, { from, to, sort, direction, after, size: limit });
  const { agentCount, insidePaidMicros, ...totals } = report.totals;
  return {
    ...envelopeOf(connection), from, to, agents: report.rows.map(toAgent), next: report.after,
    totals: { ...toSums(totals), agentCount, ...money({ insidePaid: insidePaidMicros }) },
  };
}

function toAgent({ agentId, name, role, kind, ...sums }: CostRow): Report["agents"][number] {
  return { id: agentId, name, role, kind, ...toSums(sums) };
}

function toSums(sums: CostSums) {
  return {
    ...money({
      paid: sums.paidMicros, fees: sums.feesMicros, referral: sums.referralMicros, earned: sums.earnedMicros, net: sums.netMicros, refunded: sums.refundedMicros,
    }),
    ...optionalMoney({ costPerRelease: costPerRelease(sums) }), releasedCount: sums.releasedCount, refundedCount: sums.refundedCount,
  };
}
