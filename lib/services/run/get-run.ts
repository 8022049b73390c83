import { usdc } from "@/lib/core/money";
import { cascadeOf } from "@/lib/core/run/cascade";
import { flattenPlan, type PlanLeg } from "@/lib/core/run/flatten";
import type { LegFacts } from "@/lib/core/run/leg-view";
import type { Funding, Pattern, SpokeNode } from "@/lib/core/run/plan";
import type { GroupFacts, RunFacts } from "@/lib/core/run/run-view";
import type { RunState } from "@/lib/core/run/states";
import { toEpochMs } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { toAuctionFacts } from "./bid-table";
import { toAttempts } from "./leg-attempts";
import { toLegFacts } from "./leg-facts";
import { nodesByKey, readPlan } from "./read-leg-plans";
import { readRunRows, type RunRows } from "./read-run-rows";
import { sumRun } from "./run-money";

/** A run as of one instant. `legKey` chooses the leg whose attempts are read. Errors: `NOT_FOUND`. */
export async function getRun(ctx: Pick<ServiceContext, "db">, connectionId: string, runId: string, legKey: string | null = null): Promise<RunFacts> {
  const rows = await readRunRows(ctx, connectionId, runId, legKey);
  const { run } = rows;
  const plan = readPlan(run.plan);
  const plans = new Map((plan ? flattenPlan(plan) : []).map((leg) => [leg.key, leg]));
  const escrows = new Map(rows.escrows.map((row) => [row.id, row]));
  const legs = rows.legs.map((leg) => toLegFacts(leg, plans.get(leg.key), rows, leg.escrowId ? escrows.get(leg.escrowId) : undefined));
  const chosen = legs.find(({ key }) => key === legKey);
  const terms = chosen && plans.get(chosen.key)?.terms;
  const human = terms?.validators.find((validator) => validator.kind === "human");
  return {
    id: run.id, number: run.number, name: run.name, pattern: run.pattern as Pattern, funding: run.funding as Funding, state: run.state as RunState,
    held: run.heldCode === null ? null : { code: run.heldCode, note: run.heldNote ?? "" },
    orchestratorName: (rows.orchestratorId && rows.agents.get(rows.orchestratorId)?.name) || "the orchestrator",
    templateName: run.templateName, clonedFromId: run.clonedFromId, createdByName: run.createdByName, failedCount: run.failedCount, createdAt: toEpochMs(run.createdAt.getTime()),
    pausedAt: run.pausedAt && toEpochMs(run.pausedAt.getTime()), finishedAt: run.finishedAt && toEpochMs(run.finishedAt.getTime()),
    approvalAbove: rows.approvalAboveMicros === null ? null : usdc(rows.approvalAboveMicros),
    figures: sumRun(usdc(run.budgetMicros), rows.escrows, new Set(rows.openIntents.keys()), rows.orchestratorId),
    legs, groups: toGroups(rows, legs, nodesByKey(plan), plans),
    events: rows.events.map(({ id, legKey: key, kind, note, actor, at }) => ({ id, legKey: key, kind, note, actor, at: toEpochMs(at.getTime()) })),
    chosen: chosen ? {
      key: chosen.key, attempts: toAttempts(rows, chosen.id), cascade: cascadeOf(legs, chosen.key), question: human?.question ?? null,
      instructions: terms?.instructions ?? "", disputeMinutes: terms?.disputeMinutes ?? 0, waitsForLater: chosen.releaseAfter.length > 0,
    } : null,
  };
}

function toGroups(
  rows: RunRows, legs: readonly LegFacts[], nodes: ReadonlyMap<string, SpokeNode>, plans: ReadonlyMap<string, PlanLeg>,
): GroupFacts[] {
  const nameOf = (agentId: string) => rows.agents.get(agentId)?.name ?? agentId;
  const grouped = legs.filter(({ pattern }) => pattern !== "hub_spoke");
  const keys = [...new Set(grouped.map(({ nodeKey }) => nodeKey))];
  return keys.map((key) => {
    const members = grouped.filter(({ nodeKey }) => nodeKey === key);
    const [first] = members;
    const row = rows.legs.find((leg) => leg.key === first?.key);
    const legPlan = first && plans.get(first.key);
    return {
      key, label: nodes.get(key)?.label ?? key, pattern: (first?.pattern ?? "pipeline") as GroupFacts["pattern"], legKeys: members.map((leg) => leg.key),
      auction: row && legPlan ? toAuctionFacts(row, legPlan, rows.bids.filter((bid) => bid.legId === row.id), nameOf) : null,
    };
  });
}
