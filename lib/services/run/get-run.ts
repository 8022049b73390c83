import { usdc, type Usdc } from "@/lib/core/money";
import type { Funding, Pattern, SpokeNode } from "@/lib/core/run/plan";
import { flattenPlan, type PlanLeg } from "@/lib/core/run/flatten";
import type { RunState } from "@/lib/core/run/states";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { type AuctionTable, toAuctionTable } from "./bid-table";
import { type AttemptLine, toAttempts } from "./leg-attempts";
import { type Cascade, cascadeOf } from "@/lib/core/run/cascade";
import { type LegLine, toLegLine } from "./leg-line";
import { nodesByKey, readPlan } from "./read-leg-plans";
import { readRunRows, type RunRows } from "./read-run-rows";
import { type RunFigures, sumRun } from "./run-money";

export interface RunEventLine {
  readonly id: string;
  readonly legKey: string | null;
  readonly kind: string;
  readonly note: string;
  readonly actor: string;
  readonly at: EpochMs;
}

/** Legs of one node that belong together: the stages of a pipeline, the racers of a marketplace, an auction with its bids. */
export interface RunGroup {
  readonly key: string;
  readonly label: string;
  readonly pattern: Exclude<Pattern, "hub_spoke">;
  readonly legKeys: readonly string[];
  readonly auction: AuctionTable | null;
}

/** What only the chosen leg's panel shows. */
export interface ChosenLeg {
  readonly key: string;
  readonly attempts: readonly AttemptLine[];
  readonly cascade: Cascade;
  /** What a person is asked about its result; `null` when no person is asked. */
  readonly question: string | null;
  readonly instructions: string;
  readonly disputeMinutes: number;
  /** An accepted result is paid only after later stages. */
  readonly waitsForLater: boolean;
}

/** Everything of a run's page. Times but escrows' deadlines are the console's; units: micros. */
export interface RunDetail {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly pattern: Pattern;
  readonly funding: Funding;
  readonly state: RunState;
  readonly held: { readonly code: string; readonly note: string } | null;
  readonly orchestratorName: string;
  readonly templateName: string | null;
  readonly clonedFromId: string | null;
  readonly createdByName: string;
  readonly createdAt: EpochMs;
  readonly pausedAt: EpochMs | null;
  /** Kept with each step, as the list shows it. */
  readonly failedCount: number;
  readonly finishedAt: EpochMs | null;
  /** Above it an acceptance needs a treasurer. */
  readonly approvalAbove: Usdc | null;
  readonly figures: RunFigures;
  readonly legs: readonly LegLine[];
  readonly groups: readonly RunGroup[];
  /** The newest first. */
  readonly events: readonly RunEventLine[];
  readonly chosen: ChosenLeg | null;
}

/** A run as of one instant. `legKey` chooses the leg whose attempts are read. Errors: `NOT_FOUND`. */
export async function getRun(ctx: Pick<ServiceContext, "db">, connectionId: string, runId: string, legKey: string | null = null): Promise<RunDetail> {
  const rows = await readRunRows(ctx, connectionId, runId, legKey);
  const { run } = rows;
  const plan = readPlan(run.plan);
  const plans = new Map((plan ? flattenPlan(plan) : []).map((leg) => [leg.key, leg]));
  const escrows = new Map(rows.escrows.map((row) => [row.id, row]));
  const legs = rows.legs.map((leg) => toLegLine(leg, plans.get(leg.key), rows, leg.escrowId ? escrows.get(leg.escrowId) : undefined));
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
  rows: RunRows, legs: readonly LegLine[], nodes: ReadonlyMap<string, SpokeNode>, plans: ReadonlyMap<string, PlanLeg>,
): RunGroup[] {
  const nameOf = (agentId: string) => rows.agents.get(agentId)?.name ?? agentId;
  const grouped = legs.filter(({ pattern }) => pattern !== "hub_spoke");
  const keys = [...new Set(grouped.map(({ nodeKey }) => nodeKey))];
  return keys.map((key) => {
    const members = grouped.filter(({ nodeKey }) => nodeKey === key);
    const [first] = members;
    const row = rows.legs.find((leg) => leg.key === first?.key);
    const legPlan = first && plans.get(first.key);
    return {
      key, label: nodes.get(key)?.label ?? key, pattern: (first?.pattern ?? "pipeline") as RunGroup["pattern"], legKeys: members.map((leg) => leg.key),
      auction: row && legPlan ? toAuctionTable(row, legPlan, rows.bids.filter((bid) => bid.legId === row.id), nameOf) : null,
    };
  });
}
