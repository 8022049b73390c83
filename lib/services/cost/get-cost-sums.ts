import type { CostFilters, CostSums } from "@/lib/core/cost/cost-view";
import type { ServiceContext } from "../context";
import { ADD_UP, NO_SUMS, type SumsRow, toSums } from "./cost-sums";
import { fleetSource } from "./fleet-source";
import { getCostTotals } from "./get-cost-report";

/** The sums of the report without how many agents are behind them, so that no agent is asked for a whole fleet. Units: micros. */
export async function getCostSums(ctx: Pick<ServiceContext, "db">, connectionId: string, filters: CostFilters): Promise<CostSums> {
  if (filters.agentId !== null || filters.runId !== null) return getCostTotals(ctx, connectionId, filters);
  const [sums] = await ctx.db.$queryRaw<SumsRow[]>`select ${ADD_UP} from (${fleetSource(connectionId, filters)}) c`;
  return toSums(sums ?? NO_SUMS);
}
