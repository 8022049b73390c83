import { checkPlan, errorsFirst } from "@/lib/core/run/check-plan";
import { flattenPlan } from "@/lib/core/run/flatten";
import type { RunPreviewView, WrittenFault } from "@/lib/core/run/preview-view";
import { getCurrentConnection } from "../connection/current-connection";
import type { ServiceContext } from "../context";
import { findJudgeFaults } from "./check-judges";
import { conditions } from "./conditions";
import { findSilentAuctions } from "./find-silent-auctions";
import { checkRunMoney } from "./preview-money";
import { pricePlan } from "./preview-price";
import { readWrittenPlan } from "./read-written-plan";
import { renameAgents } from "./rename-agents";
import { resolveAgents } from "./resolve-agents";

/**
 * The dry run of a written plan on a connection: who its agents are, what is wrong with it, what it costs and when.
 * Nothing is started, locked or reserved; the start looks at everything anew.
 */
export async function previewRun(ctx: ServiceContext, connectionId: string, raw: unknown): Promise<RunPreviewView> {
  const written = readWrittenPlan(raw);
  if (written.plan === null) return { faults: written.faults, price: null, needsPassword: false };
  const connection = await getCurrentConnection(ctx, connectionId);
  const resolved = await resolveAgents(ctx.db, connectionId, written.plan);
  const plan = renameAgents(written.plan, (word) => resolved.agents.get(word)?.name ?? word);
  const checked = checkPlan(plan, { conditions });
  const money = await checkRunMoney(ctx, connection, flattenPlan(plan));
  const unfit = [...resolved.faults, ...findJudgeFaults(ctx.outbound, plan, connection.mode)].map(({ path, message }): WrittenFault => ({ path, message, severity: "error" }));
  const canPrice = !checked.some(({ code }) => UNPRICEABLE.includes(code));
  const byName = new Map([...resolved.agents.values()].map((agent) => [agent.name, agent]));
  const priced = canPrice ? await pricePlan(ctx, connection, plan, byName) : null;
  const silent = await findSilentAuctions(ctx.db, plan, byName);
  const faults = [...unfit, ...checked.map(({ path, message, severity }) => ({ path, message, severity })), ...silent, ...money.faults, ...(priced?.faults ?? [])];
  return { faults: errorsFirst(faults), price: priced?.price ?? null, needsPassword: money.needsPassword };
}

/** Without an order of the legs there is no time to price. */
const UNPRICEABLE: readonly string[] = ["CYCLE", "SELF_DEPENDENCY", "UNKNOWN_DEPENDENCY", "DUPLICATE_KEY"];
