import { actorCan } from "@/lib/core/access/actor";
import { newId } from "@/lib/core/ids";
import { toDecimal, usdc } from "@/lib/core/money";
import { checkPlan } from "@/lib/core/run/check-plan";
import { flattenPlan, type PlanLeg } from "@/lib/core/run/flatten";
import { patternOf, type RunPlan } from "@/lib/core/run/plan";
import { moneyOf } from "@/lib/core/run/plan-money";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import type { Run } from "@/lib/db/generated/client";
import { Prisma } from "@/lib/db/generated/client";
import { notify } from "@/lib/db/notify";
import { runPlanSchema, toPlanJson } from "@/lib/schemas/run-plan";
import { appendAudit } from "../audit/append-audit";
import { checkFreeze, checkSpend } from "../command-guards";
import { hashOf } from "../command-replies";
import { getCurrentConnection } from "../connection/current-connection";
import { getConnection } from "../connection/load-connection";
import type { ServiceContext } from "../context";
import { findJudgeFaults } from "./check-judges";
import { conditions } from "./conditions";
import { renameAgents } from "./rename-agents";
import { type PlanAgent, resolveAgents } from "./resolve-agents";
import { wakeRun } from "./wake-runs";

export interface StartRunInput {
  /** The plan as JSON, in the shape of `runPlanSchema`. */
  readonly plan: unknown;
  readonly idempotencyKey: string;
  readonly templateName?: string | null;
  readonly clonedFromId?: string | null;
}

export interface StartedRun {
  readonly runId: string;
  readonly number: number;
}

/** `faults` name the fields of the plan that need another value. */
export interface StartFailure extends Failure {
  readonly faults?: readonly { readonly path: string; readonly message: string }[];
}

type Started = Result<StartedRun, StartFailure>;

/**
 * Starts a run: its rows and its first workflow are written together, the money moves after that, leg by leg. Whoever
 * starts it answers for every lock and release of its plan, so what is above the threshold needs a treasurer here and now.
 * The same key with the same plan is the same run. Errors: `FORBIDDEN`, `INVALID` with faults, `CONFLICT`, `FROZEN`,
 * `NO_POLICY`, `LIMIT…`, `ABOVE_THRESHOLD`, `STEP_UP_REQUIRED`, `INSUFFICIENT_BALANCE`.
 */
export async function startRun(ctx: ServiceContext, connectionId: string, input: StartRunInput): Promise<Started> {
  if (!actorCan(ctx.actor, "run.start")) {
    return refused(ctx, connectionId, { code: "FORBIDDEN", message: "Only an operator may start a run. Nothing was started. Ask an operator." });
  }
  const parsed = runPlanSchema.safeParse(input.plan);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    return refused(ctx, connectionId, { code: "INVALID", message: `${faults[0]?.message ?? "The plan cannot be read."} Nothing was started.`, faults });
  }
  const plan = parsed.data;
  const paramsHash = hashOf("run.start", { connectionId, plan: toPlanJson(plan) });
  const started = await ctx.db.$transaction((tx) => insertOnce(tx, ctx, connectionId, { input, plan, paramsHash }), { timeout: 60_000 });
  return started.ok ? started : refused(ctx, connectionId, started.failure);
}

interface Wish {
  readonly input: StartRunInput;
  readonly plan: RunPlan;
  readonly paramsHash: string;
}

async function insertOnce(tx: Tx, ctx: ServiceContext, connectionId: string, wish: Wish): Promise<Started> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`runs:${connectionId}`}, 7747))::text`;
  const { idempotencyKey } = wish.input;
  const before = await tx.run.findUnique({ where: { connectionId_idempotencyKey: { connectionId, idempotencyKey } } });
  if (before) return answerAgain(before, wish.paramsHash);
  const { agents, faults: unfit } = await resolveAgents(tx, connectionId, wish.plan);
  const { mode } = await getConnection(tx, connectionId);
  const faults = [...unfit, ...findJudgeFaults(ctx.outbound, wish.plan, mode === "sandbox" ? "sandbox" : "live"), ...checkPlan(renameAgents(wish.plan, (word) => agents.get(word)?.agentId ?? word), { conditions }).filter(({ severity }) => severity === "error")];
  if (faults.length > 0) return fail({ code: "INVALID", message: `${faults[0]?.message ?? ""} Nothing was started.`, faults });
  const legs = flattenPlan(wish.plan);
  const refusal = await checkMoney(tx, ctx, connectionId, legs);
  if (refusal) return fail(refusal);
  const run = await insertRun(tx, ctx, connectionId, wish, legs);
  await tx.leg.createMany({ data: legs.map((leg) => toLegRow(ctx, run, leg, agents)) });
  await tx.runEvent.create({
    data: { id: newId("runEvent", ctx.now(), ctx.random), runId: run.id, kind: "started", note: `Started with ${legs.length} legs.`, actor: ctx.actor.name, at: new Date(ctx.now()) },
  });
  await wakeRun(tx, run.id, ctx.now());
  await notify(tx, "runs", run.id);
  await appendAudit(tx, ctx, {
    connectionId, action: "run.start", result: "recorded", subject: { type: "run", id: run.id, name: `Run ${run.number}` },
    summary: `${run.name}: ${legs.length} legs, up to ${toDecimal(usdc(run.budgetMicros))} USDC of the orchestrator`, after: { pattern: run.pattern, funding: run.funding },
  });
  return ok({ runId: run.id, number: run.number });
}

function answerAgain(run: Run, paramsHash: string): Started {
  if (run.paramsHash === paramsHash) return ok({ runId: run.id, number: run.number });
  return fail({ code: "CONFLICT", message: `This form has already started run ${run.number} with another plan. Nothing was started now. Reload the page.` });
}

async function checkMoney(tx: Tx, ctx: ServiceContext, connectionId: string, legs: readonly PlanLeg[]): Promise<Failure | null> {
  const frozen = checkFreeze(await tx.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { frozenAt: true, frozenBy: true } }), false);
  if (frozen) return frozen;
  const { largest, total, atStart } = moneyOf(legs);
  const refusal = await checkSpend(tx, ctx, connectionId, { each: largest, total, at: ctx.now() });
  if (refusal) return { ...refusal, message: refusal.message.replace("Nothing was sent.", "Nothing was started.") };
  const balance = (await getCurrentConnection({ ...ctx, db: tx as ServiceContext["db"] }, connectionId)).orchestrator?.balanceMicros ?? null;
  if (balance === null || balance >= atStart) return null;
  return {
    code: "INSUFFICIENT_BALANCE",
    message: `${toDecimal(atStart)} USDC are to be locked at the start and the orchestrator holds ${toDecimal(usdc(balance))}. Nothing was started. Deposit, or fund the legs one by one.`,
  };
}

async function insertRun(tx: Tx, ctx: ServiceContext, connectionId: string, { input, plan, paramsHash }: Wish, legs: readonly PlanLeg[]): Promise<Run> {
  const last = await tx.run.findFirst({ where: { connectionId }, orderBy: { number: "desc" }, select: { number: true } });
  return tx.run.create({
    data: {
      id: newId("run", ctx.now(), ctx.random), connectionId, number: (last?.number ?? 0) + 1, name: plan.name, pattern: patternOf(plan), funding: plan.funding,
      state: "running", plan: toPlanJson(plan) as Prisma.InputJsonObject, input: plan.input === null ? Prisma.DbNull : (plan.input as Prisma.InputJsonValue),
      templateName: input.templateName ?? null, clonedFromId: input.clonedFromId ?? null, idempotencyKey: input.idempotencyKey, paramsHash,
      budgetMicros: moneyOf(legs).budget, legCount: legs.length, createdBy: ctx.actor.id, createdByName: ctx.actor.name, createdAt: new Date(ctx.now()),
    },
  });
}

function toLegRow(ctx: ServiceContext, run: Run, leg: PlanLeg, agents: ReadonlyMap<string, PlanAgent>): Prisma.LegCreateManyInput {
  return {
    id: newId("leg", ctx.now(), ctx.random), runId: run.id, connectionId: run.connectionId, key: leg.key, nodeKey: leg.nodeKey, label: leg.label,
    pattern: leg.pattern, position: leg.position, state: "waiting", candidates: leg.candidates.map((word) => agents.get(word)?.agentId ?? word),
    amountMicros: leg.amount, triesLeft: leg.terms.attempts,
  };
}

async function refused(ctx: ServiceContext, connectionId: string, failure: StartFailure): Promise<Started> {
  await ctx.db.$transaction((tx) => appendAudit(tx, ctx, {
    connectionId, action: "run.start", result: "denied", summary: failure.message, after: { code: failure.code },
    subject: { type: "connection", id: connectionId, name: "run.start" },
  }));
  return fail(failure);
}
