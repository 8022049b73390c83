import { toDecimal, type Usdc, usdc } from "@/lib/core/money";
import { parseMoney } from "@/lib/core/money-input";
import { ESCROW_SPLIT } from "@/lib/core/run/reasons";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { ServiceContext } from "../context";
import { checkSpend } from "../command-guards";
import { changeRun } from "./change-run";
import { RESUME_FIRST } from "./control-run";
import { forgetFailure } from "./tell-run";
import { wakeRun } from "./wake-runs";

/**
 * Pays a part for work that failed, once: no dialect lets a payer split an escrow, so the whole is back first and a
 * smaller escrow is locked and released to the agent that was asked last. `amount` is an operator's decimal text.
 * Errors: `NOT_FOUND`, `LEG_STATE`, `PART_PAID`, `BAD_AMOUNT`, `RUN_STATE`, and those of a lock's limits.
 */
export async function payPart(
  ctx: ServiceContext, connectionId: string, { legId, amount }: { readonly legId: string; readonly amount: string },
): Promise<Result<{ readonly runId: string }, Failure>> {
  const { runId } = await ctx.db.leg.findFirst({ where: { id: legId, connectionId }, select: { runId: true } }) ?? { runId: "" };
  return changeRun(ctx, { connectionId, runId, action: "run.payPart", permission: "run.control" }, async (tx, run) => {
    const leg = await tx.leg.findUniqueOrThrow({ where: { id: legId } });
    if (leg.state !== "failed" || leg.payeeAgentId === null || run.state === "stopping") {
      return fail({ code: "LEG_STATE", message: "A part can be paid for a leg that has failed and whose money is back. Nothing was sent. Reload the page." });
    }
    if (run.state === "paused") return fail(RESUME_FIRST);
    if (leg.partMicros !== null || leg.failureCode === ESCROW_SPLIT) return fail({ code: "PART_PAID", message: "A part was paid for this leg already. Nothing was sent." });
    const part = partOf(amount, usdc(leg.amountMicros));
    if (!part.ok) return part;
    const refusal = await checkSpend(tx, ctx, connectionId, { each: part.value, total: part.value, at: ctx.now() });
    if (refusal) return fail(refusal);
    const candidateIndex = Math.max(0, leg.candidates.indexOf(leg.payeeAgentId));
    await tx.leg.update({
      where: { id: legId },
      data: { state: "waiting", partMicros: part.value, candidateIndex, triesLeft: 1, escrowId: null, retryAt: null, failureCode: null, finishedAt: null },
    });
    await tx.run.update({ where: { id: runId }, data: { state: "running", finishedAt: null } });
    await forgetFailure(tx, ctx, runId);
    await wakeRun(tx, runId, ctx.now());
    const words = `${toDecimal(part.value)} of ${toDecimal(usdc(leg.amountMicros))} USDC`;
    return ok({ value: { runId }, legKey: leg.key, event: "part_granted", note: `${ctx.actor.name} pays ${words} for work that failed.`, after: { partMicros: String(part.value) } });
  });
}

function partOf(text: string, whole: Usdc): Result<Usdc, Failure> {
  const parsed = parseMoney(text);
  if (!parsed.ok) return fail({ code: "BAD_AMOUNT", message: `${parsed.failure.message} Nothing was sent.` });
  if (parsed.value < whole) return ok(parsed.value);
  return fail({ code: "BAD_AMOUNT", message: `A part is less than ${toDecimal(whole)} USDC. Nothing was sent.` });
}
