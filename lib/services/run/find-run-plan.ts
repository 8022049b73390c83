import type { JsonObject } from "@/lib/core/order/json-value";
import type { ServiceContext } from "../context";

/** The plan of an earlier run, for a clone; `null` for a run that is not there. Agents stand in it by name, as long as they exist. */
export async function findRunPlan(ctx: Pick<ServiceContext, "db">, connectionId: string, runId: string): Promise<{ name: string; number: number; plan: JsonObject } | null> {
  const run = await ctx.db.run.findFirst({ where: { id: runId, connectionId }, select: { name: true, number: true, plan: true } });
  return run && { name: run.name, number: run.number, plan: run.plan as JsonObject };
}
