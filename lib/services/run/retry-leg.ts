import { toDecimal, usdc } from "@/lib/core/money";
import { flattenPlan, type PlanLeg } from "@/lib/core/run/flatten";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Leg, Run } from "@/lib/db/generated/client";
import { checkSpend } from "../command-guards";
import type { ServiceContext } from "../context";
import { changeRun } from "./change-run";
import { readPlan } from "./read-leg-plans";
import { wakeRun } from "./wake-runs";

const AGAIN = ["failed", "defaulted", "skipped", "stopped"];

/**
 * Starts a leg again from its first agent, with fresh escrows, and with it the legs that never began because it had
 * failed. The money of its earlier attempts is back: a leg ends only then.
 * Errors: `NOT_FOUND`, `LEG_STATE`, `RUN_STATE`, `PART_PAID`, and those of a lock's limits.
 */
export async function retryLeg(ctx: ServiceContext, connectionId: string, { legId }: { readonly legId: string }): Promise<Result<{ readonly runId: string }, Failure>> {
  const { runId } = await ctx.db.leg.findFirst({ where: { id: legId, connectionId }, select: { runId: true } }) ?? { runId: "" };
  return changeRun(ctx, { connectionId, runId, action: "run.retryLeg", permission: "run.control" }, async (tx, run) => {
    const legs = await tx.leg.findMany({ where: { runId }, orderBy: { position: "asc" } });
    const leg = legs.find(({ id }) => id === legId);
    if (!leg || !AGAIN.includes(leg.state)) return fail({ code: "LEG_STATE", message: "Only a leg that has ended without being paid can be tried again. Nothing was changed. Reload the page." });
    if (run.state === "stopping") return fail({ code: "RUN_STATE", message: "This run is being cancelled. Nothing was changed. Wait until its money is back." });
    if (leg.partMicros !== null) return fail({ code: "PART_PAID", message: "A part was paid for this leg. Nothing was changed. Clone the run to have the work done again." });
    const again = [leg, ...dependents(run, legs, leg)];
    const refusal = await checkAgain(tx, ctx, run, again);
    if (refusal) return fail(refusal);
    const plans = new Map((flatPlan(run) ?? []).map((plan) => [plan.key, plan]));
    for (const row of again) await reset(tx, row, plans.get(row.key));
    await tx.run.update({ where: { id: runId }, data: { state: "running", finishedAt: null, pausedAt: null } });
    await wakeRun(tx, runId, ctx.now());
    const others = again.length > 1 ? `, with ${again.length - 1} that had waited for it` : "";
    return ok({ value: { runId }, legKey: leg.key, event: "retried", note: `Tried again by ${ctx.actor.name}${others}.`, before: { state: leg.state }, after: { state: "waiting" } });
  });
}

function flatPlan(run: Run): readonly PlanLeg[] | null {
  const plan = readPlan(run.plan);
  return plan && flattenPlan(plan);
}

/** Legs that were skipped because something before them failed, as far as they hang on this one. */
function dependents(run: Run, legs: readonly Leg[], from: Leg): Leg[] {
  const plans = flatPlan(run) ?? [];
  const nodes = new Set([from.nodeKey]);
  const keys = new Set([from.key]);
  for (const plan of plans) {
    const hangs = plan.terms.dependsOn.some((key) => nodes.has(key)) || (plan.previousLeg !== null && keys.has(plan.previousLeg));
    if (!hangs) continue;
    keys.add(plan.key);
    nodes.add(plan.nodeKey);
  }
  return legs.filter((leg) => leg.id !== from.id && leg.state === "skipped" && keys.has(leg.key));
}

async function checkAgain(tx: Tx, ctx: ServiceContext, run: Run, legs: readonly Leg[]): Promise<Failure | null> {
  const each = legs.reduce((most, { amountMicros }) => (amountMicros > most ? amountMicros : most), 0n);
  const total = legs.reduce((sum, { amountMicros }) => sum + amountMicros, 0n);
  const refusal = await checkSpend(tx, ctx, run.connectionId, { each: usdc(each), total: usdc(total), at: ctx.now() });
  return refusal && { ...refusal, message: `${refusal.message} ${toDecimal(usdc(total))} USDC would be locked.` };
}

async function reset(tx: Tx, leg: Leg, plan: PlanLeg | undefined): Promise<void> {
  await tx.leg.update({
    where: { id: leg.id },
    data: {
      state: "waiting", candidateIndex: 0, triesLeft: plan?.terms.attempts ?? 1, revision: 0, escrowId: null, orderId: null, output: Prisma.DbNull,
      hasOutput: false, completeState: null, judgeState: null, judgeNote: null, reviewState: null, reviewNote: null, afterReturn: null,
      failureCode: null, note: null, retryAt: null, dueAt: null, releaseAt: null, finishedAt: null, payeeAgentId: null, payerAgentId: null,
    },
  });
}
