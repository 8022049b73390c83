import { invariant } from "@/lib/core/invariant";
import { toDecimal, usdc } from "@/lib/core/money";
import type { Json } from "@/lib/core/order/json-value";
import type { PlanLeg } from "@/lib/core/run/flatten";
import type { Validator } from "@/lib/core/run/plan";
import type { StepCommand, StepResult, StepVerb } from "@/lib/core/run/snapshot";
import { addMs } from "@/lib/core/time";
import type { Leg, Run } from "@/lib/db/generated/client";
import { send as sendOnce } from "../carry-out";
import type { CommandResult } from "../command-spec";
import type { ServiceContext } from "../context";
import { getConnection } from "../connection/load-connection";
import { cancelEscrowCommand } from "../escrow/cancel";
import { completeEscrowCommand } from "../escrow/complete";
import { releaseEscrowCommand } from "../escrow/release";
import { askJudge } from "./ask-judge";
import { explainBalance, lockLegCommand } from "./lock-leg";
import { readLegPlans } from "./read-leg-plans";

/** Calls of one run side by side: enough to hide the platform's latency, few enough for a small pool. */
const SIDE_BY_SIDE = 8;
/** Where the platform's limits make calls wait, the run decides anew this often: what is not sent by then is named again. */
const TURN_MS = 5_000;

/** Where a leg stands while a call is due. A call for a leg that has moved on comes from a process that was thought dead. */
const DUE_IN: Readonly<Record<StepVerb, readonly string[]>> = {
  lock: ["locking"], complete: ["judging", "accepted"], release: ["releasing"], cancel: ["returning"], judge: ["judging"],
};

/**
 * Carries out the calls that a decision named. Each has a key of its own (leg, attempt, verb), so that doing it again after
 * a crash is the same wish. A call whose outcome nobody knows yet is left out of the answer and holds nobody up: the rows
 * will say it.
 */
export async function carryOutSteps(ctx: ServiceContext, runId: string, commands: readonly StepCommand[]): Promise<StepResult[]> {
  const run = await ctx.db.run.findUniqueOrThrow({ where: { id: runId } });
  const legs = await ctx.db.leg.findMany({ where: { runId, key: { in: commands.map(({ legKey }) => legKey) } } });
  const byKey = new Map(legs.map((leg) => [leg.key, leg]));
  const plans = readLegPlans(run.plan);
  const results: (StepResult | null)[] = [];
  const waiting = [...commands];
  const until = addMs(ctx.now(), TURN_MS);
  const work = async () => {
    for (let command = waiting.shift(); command; command = ctx.now() < until ? waiting.shift() : undefined) {
      const leg = byKey.get(command.legKey);
      const plan = plans.get(command.legKey);
      invariant(leg && plan, "a call belongs to a leg of the run");
      if (isDue(leg, command)) results.push(await carryOutSafely(ctx, { run, leg, plan, command }));
    }
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, commands.length) }, work));
  return results.filter((result) => result !== null);
}

function isDue(leg: Leg, { verb, attempt, revision }: StepCommand): boolean {
  return leg.attempt === attempt && leg.revision === revision && DUE_IN[verb].includes(leg.state);
}

interface Step {
  readonly run: Run;
  readonly leg: Leg;
  readonly plan: PlanLeg;
  readonly command: StepCommand;
}

/** One leg's failure is its own: a call that could not even be made is named again by the next decision. */
async function carryOutSafely(ctx: ServiceContext, step: Step): Promise<StepResult | null> {
  try {
    return step.command.verb === "judge" ? await judge(ctx, step) : await send(ctx, step);
  } catch (error) {
    ctx.log("run.step_failed", { run: step.run.id, leg: step.leg.key, verb: step.command.verb, error: error instanceof Error ? error.message : "unknown" });
    return null;
  }
}

async function send(ctx: ServiceContext, { run, leg, plan, command }: Step): Promise<StepResult | null> {
  const idempotencyKey = `leg:${leg.id}:${command.attempt}:${command.verb}${command.round > 0 ? `:${command.round}` : ""}`;
  const options = { connectionId: run.connectionId, idempotencyKey };
  const toResult = (result: CommandResult<unknown>): StepResult | null => {
    if (result.ok) return { ...command, refusal: null, verdict: null };
    if (result.outcome === "unknown" || result.outcome === "in_flight" || result.code === "LEG_MOVED_ON") return null;
    return { ...command, refusal: { code: result.code, message: result.message }, verdict: null };
  };
  if (command.verb === "lock") {
    const result = toResult(await sendOnce(ctx, lockLegCommand, lockInput(run, leg, plan), options, leg.id));
    return result?.refusal ? { ...result, refusal: await explainBalance(ctx.db, leg, result.refusal) } : result;
  }
  const input = { escrowId: leg.escrowId, reason: command.verb === "cancel" ? leg.note : null };
  if (command.verb === "complete") return toResult(await sendOnce(ctx, completeEscrowCommand, input, options, leg.id));
  if (command.verb === "release") return toResult(await sendOnce(ctx, releaseEscrowCommand, input, options, leg.id));
  return toResult(await sendOnce(ctx, cancelEscrowCommand, input, options, leg.id));
}

/** A description may be read by anybody on the published services, so it names numbers only. */
function lockInput(run: Run, leg: Leg, plan: PlanLeg) {
  return {
    legId: leg.id, attempt: leg.attempt, payerId: leg.payerAgentId, payeeId: leg.payeeAgentId, amount: toDecimal(usdc(leg.amountMicros)),
    description: `Payment run ${run.number}, leg ${leg.position + 1}`, timeoutHours: plan.terms.timeoutHours, taskId: null,
  };
}

async function judge(ctx: ServiceContext, { run, leg, plan, command }: Step): Promise<StepResult | null> {
  const judges = plan.terms.validators.filter((validator): validator is Extract<Validator, { kind: "judge" }> => validator.kind === "judge");
  const order = await ctx.db.workOrder.findUniqueOrThrow({ where: { id: leg.orderId ?? "" } });
  const { mode } = await getConnection(ctx.db, run.connectionId);
  for (const { url } of judges) {
    const body = { id: order.id, result: order.result as Json, input: order.input as Json, instructions: order.instructions, revision: leg.revision };
    const answer = await askJudge(ctx, { connectionId: run.connectionId, url, mode: mode === "live" ? "live" : "sandbox", body });
    if (!answer.ok) return { ...command, refusal: answer.failure, verdict: null };
    if (!answer.value.accept) return { ...command, refusal: null, verdict: answer.value };
  }
  return { ...command, refusal: null, verdict: { accept: true, reasons: [] } };
}
