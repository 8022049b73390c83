import { toDecimal, usdc } from "@/lib/core/money";
import type { PlanLeg } from "@/lib/core/run/flatten";
import { ESCROW_SPLIT, LATER_STAGE_FAILED } from "@/lib/core/run/reasons";
import type { AfterReturn } from "@/lib/core/run/states";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Leg, Run } from "@/lib/db/generated/client";
import { checkSpend } from "../command-guards";
import type { ServiceContext } from "../context";
import { changeRun } from "./change-run";
import { RESUME_FIRST } from "./control-run";
import { readLegPlans } from "./read-leg-plans";
import { forgetFailure } from "./tell-run";
import { wakeRun } from "./wake-runs";

/** Endings after which a leg may begin again. */
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
    if (run.state === "paused") return fail(RESUME_FIRST);
    if (run.state === "stopping") return fail({ code: "RUN_STATE", message: "This run is being cancelled. Nothing was changed. Wait until its money is back." });
    if (leg.partMicros !== null || leg.failureCode === ESCROW_SPLIT) return fail({ code: "PART_PAID", message: "A part was paid for this leg. Nothing was changed. Clone the run to have the work done again." });
    const plans = readLegPlans(run.plan);
    const plan = plans.get(leg.key);
    if (plan && hasAnswer(plan, legs)) return fail({ code: "LEG_STATE", message: "Another worker's result was accepted for this job. Nothing was changed: a second one would be paid as well." });
    const again = withDependents(plans, legs, leg);
    const refusal = await checkAgain(tx, ctx, run, again);
    if (refusal) return fail(refusal);
    for (const row of again) await (row.state === "returning" ? bringRound(tx, row) : reset(tx, row, plans.get(row.key)));
    await tx.run.update({ where: { id: runId }, data: { state: "running", finishedAt: null, pausedAt: null } });
    await forgetFailure(tx, ctx, runId);
    await wakeRun(tx, runId, ctx.now());
    const others = again.length > 1 ? `, with ${again.length - 1} that had waited for it` : "";
    return ok({ value: { runId }, legKey: leg.key, event: "retried", note: `Tried again by ${ctx.actor.name}${others}.`, before: { state: leg.state }, after: { state: "waiting" } });
  });
}

/** Only one of a race is paid: while one is, or is about to be, the others stay ended. */
function hasAnswer(plan: PlanLeg, legs: readonly Leg[]): boolean {
  return plan.race !== null && legs.some(({ nodeKey, state }) => nodeKey === plan.nodeKey && ["accepted", "releasing", "paid"].includes(state));
}

/**
 * The leg with everything that ended because of it: what hangs on it and was skipped, and stages before it that were to be
 * paid after it, with what hangs on those.
 */
function withDependents(plans: ReadonlyMap<string, PlanLeg>, legs: readonly Leg[], from: Leg): Leg[] {
  const again = new Set([from]);
  for (const one of again) {
    for (const leg of legs) {
      const plan = plans.get(leg.key);
      const isUnwinding = leg.state === "returning" && (leg.afterReturn === "skipped" || leg.failureCode === LATER_STAGE_FAILED);
      if (!plan || again.has(leg) || !(AGAIN.includes(leg.state) || isUnwinding)) continue;
      const hangsOnIt = plan.previousLeg === one.key || plan.terms.dependsOn.includes(one.nodeKey);
      const neverBegan = leg.state === "skipped" || leg.state === "stopped" || isUnwinding || leg.nodeKey === one.nodeKey;
      const wasPaidAfterIt = plan.releaseAfter.includes(one.key) && leg.failureCode === LATER_STAGE_FAILED;
      if ((hangsOnIt && neverBegan) || wasPaidAfterIt) again.add(leg);
    }
  }
  return legs.filter((leg) => again.has(leg));
}

async function checkAgain(tx: Tx, ctx: ServiceContext, run: Run, legs: readonly Leg[]): Promise<Failure | null> {
  const each = legs.reduce((most, { amountMicros }) => (amountMicros > most ? amountMicros : most), 0n);
  const total = legs.reduce((sum, { amountMicros }) => sum + amountMicros, 0n);
  const refusal = await checkSpend(tx, ctx, run.connectionId, { each: usdc(each), total: usdc(total), at: ctx.now() });
  return refusal && { ...refusal, message: `${refusal.message} ${toDecimal(usdc(total))} USDC would be locked.` };
}

/** Its money is on its way back because of the failure: it comes home first, and then it waits for its turn again. */
async function bringRound(tx: Tx, leg: Leg): Promise<void> {
  await tx.leg.update({ where: { id: leg.id }, data: { afterReturn: "again" satisfies AfterReturn } });
}

/** An auction that found a winner goes on with the bids that it has; without one the agents are asked anew. */
async function reset(tx: Tx, leg: Leg, plan: PlanLeg | undefined): Promise<void> {
  const isAwarded = await tx.bid.count({ where: { legId: leg.id, state: "won" } }) > 0;
  await tx.leg.update({
    where: { id: leg.id },
    data: {
      state: "waiting", candidateIndex: 0, triesLeft: plan?.terms.attempts ?? 1, revision: 0, escrowId: null, orderId: null, output: Prisma.DbNull,
      hasOutput: false, completeState: null, judgeState: null, judgeNote: null, reviewState: null, reviewNote: null, afterReturn: null,
      failureCode: null, note: null, retryAt: null, dueAt: null, releaseAt: null, finishedAt: null, payeeAgentId: null, payerAgentId: null,
      ...(plan ? { amountMicros: plan.amount } : {}), ...(isAwarded ? {} : { bidsCloseAt: null }),
    },
  });
}
