import type { z } from "zod";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import { type runContract, type runReportContract, type runsContract } from "@/lib/schemas/api/runs";
import type { LegFacts } from "@/lib/core/run/leg-view";
import type { Pattern } from "@/lib/core/run/plan";
import type { RunSums } from "@/lib/core/run/report-view";
import type { RunFacts, RunLine } from "@/lib/core/run/run-view";
import { decodeCursor } from "@/lib/schemas/cursor";
import type { ServiceContext } from "@/lib/services/context";
import { getRun } from "@/lib/services/run/get-run";
import { listRuns } from "@/lib/services/run/list-runs";
import { getRunReport } from "@/lib/services/run/run-report";
import { envelopeOf, isoOrNull, money } from "../answer-parts";

type List = z.output<typeof runsContract.response>;
type One = z.output<typeof runContract.response>;
type Report = z.output<typeof runReportContract.response>;

/** A page of runs with the filters of the list. */
export async function readRuns(ctx: ServiceContext, connection: CurrentConnection, query: z.output<typeof runsContract.query>): Promise<List> {
  const { q = null, state = null, pattern = null, after, limit } = query;
  const page = await listRuns(ctx, connection.id, { q, state, pattern, tab: "runs", after: after ? decodeCursor(after) : null, before: null }, limit);
  const runs = page.rows.map((row) => {
    const { legCount, doneCount, failedCount, reviewCount } = row;
    return { ...toFacts(row, row), legCount, doneCount, failedCount, reviewCount };
  });
  return { ...envelopeOf(connection), runs, next: page.after };
}

/** One run with its legs. Errors: throws `NOT_FOUND`. */
export async function readRun(ctx: ServiceContext, connection: CurrentConnection, id: string): Promise<One> {
  const run = await getRun(ctx, connection.id, id);
  const { fees, referral, parts } = run.figures;
  return {
    ...envelopeOf(connection), ...toFacts(run, { parts, fees, referral }), template: run.templateName, clonedFrom: run.clonedFromId,
    pausedAt: isoOrNull(run.pausedAt), legs: run.legs.map((leg) => toLeg(leg, run)),
    events: run.events.map(({ legKey, kind, note, actor, at }) => ({ leg: legKey, kind, note, actor, at: isoOrNull(at) ?? "" })),
  };
}

/** What a run cost. Errors: throws `NOT_FOUND`. */
export async function readRunReport(ctx: ServiceContext, connection: CurrentConnection, id: string): Promise<Report> {
  const run = await getRun(ctx, connection.id, id);
  const { byAgent, totals } = await getRunReport(ctx, run.id);
  return {
    ...envelopeOf(connection), id: run.id, number: run.number, name: run.name, state: run.state, totals: toSums(totals),
    agents: byAgent.map((agent) => ({ id: agent.agentId, name: agent.name, patterns: agent.patterns as Pattern[], ...toSums(agent) })),
  };
}

type Facts = Pick<RunLine, "id" | "number" | "name" | "pattern" | "funding" | "state" | "held" | "createdByName" | "createdAt" | "finishedAt">;

function toFacts(run: Facts, figures: Pick<RunLine, "parts" | "fees" | "referral">) {
  const { id, number, name, pattern, funding, state, held, createdByName, createdAt, finishedAt } = run;
  const { budget, released, locked, returned, lost, unknown, unspent, over } = figures.parts;
  return {
    id, number, name, pattern, funding, state, held: held && { ...held }, createdBy: createdByName, createdAt: isoOrNull(createdAt) ?? "", finishedAt: isoOrNull(finishedAt),
    ...money({ budget, released, locked, returned, lost, unknown, unspent, over, fees: figures.fees, referral: figures.referral }),
  };
}

function toLeg(leg: LegFacts, run: RunFacts): One["legs"][number] {
  const { key, nodeKey, label, pattern, state, payerName, payeeName, amount, attempt, revision, escrow, isCritical, failureCode, note } = leg;
  return {
    key, node: nodeKey, label, pattern, state, payer: payerName ?? run.orchestratorName, payee: payeeName, candidates: [...leg.candidates], ...money({ amount }),
    attempt, revision, escrowId: escrow?.id ?? null, escrowState: escrow?.state ?? null, dependsOn: [...leg.dependsOn], isCritical, failureCode, note,
    waitsForReview: leg.reviewState === "wanted", startedAt: isoOrNull(leg.startedAt), dueAt: isoOrNull(leg.dueAt), finishedAt: isoOrNull(leg.finishedAt),
  };
}

function toSums({ paidMicros, feesMicros, referralMicros, lostMicros, refundedMicros, transactions, failed }: RunSums) {
  return { ...money({ paid: paidMicros, fees: feesMicros, referral: referralMicros, lost: lostMicros, refunded: refundedMicros }), transactions, failed };
}
