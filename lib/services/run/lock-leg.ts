import { type Failure, fail, ok } from "@/lib/core/result";
import { PAYER_GONE } from "@/lib/core/run/refusals";
import { isActive, type WorkerState } from "@/lib/core/worker/states";
import type { CreatedEscrow } from "@/lib/purpleflea/commands";
import type { PlatformAnswer } from "@/lib/purpleflea/records";
import { toDecimal, usdc } from "@/lib/core/money";
import type { StepRefusal } from "@/lib/core/run/snapshot";
import type { Tx } from "@/lib/db/client";
import type { Leg } from "@/lib/db/generated/client";
import { query, sql } from "@/lib/db/query";
import { idField } from "@/lib/schemas/fields";
import { z } from "zod";
import type { CommandSpec } from "../command-spec";
import { lockEscrowInput } from "../escrow/escrow-input";
import { lockEscrowCommand } from "../escrow/lock";
import type { LockPlan } from "../escrow/lock-plan";
import type { LockedEscrow } from "../escrow/record-lock";

export const lockLegInput = lockEscrowInput.extend({ legId: idField("a leg"), attempt: z.int() });

/**
 * *Lock funds* for one leg of a run: the escrow and its leg name each other from before the call on, so that whatever
 * becomes of the reply, the run finds its money. A leg that has moved on since this attempt was decided gets no money: the
 * call may come from a process that was thought dead. Errors: those of `lockEscrowCommand`, `LEG_MOVED_ON`, `PAYER_GONE`.
 */
export const lockLegCommand: CommandSpec<z.output<typeof lockLegInput>, LockPlan, PlatformAnswer<CreatedEscrow>, LockedEscrow> = {
  ...lockEscrowCommand,
  input: lockLegInput,
  prepare: async ({ legId, attempt, ...terms }, scope) => {
    const [leg] = await query<LockedLeg>(scope.tx, sql`select state, attempt, "escrowId", "runId", pattern from "Leg" where id = ${legId} for no key update`);
    if (leg?.state !== "locking" || leg.attempt !== attempt || !(await isWithoutMoney(scope.tx, leg.escrowId))) {
      return fail({ code: "LEG_MOVED_ON", message: "This leg has moved on. Nothing was sent." });
    }
    const prepared = await lockEscrowCommand.prepare(terms, scope);
    if (!prepared.ok) return fail(await explainPayer(scope.tx, terms.payerId, prepared.failure));
    const { stage, plan } = prepared.value;
    return ok({
      ...prepared.value,
      stage: async (rows, at) => {
        await stage?.(rows, at);
        await query(rows.tx, sql`update "Leg" set "escrowId" = ${plan.escrowId} where id = ${legId}`);
        await rows.escrows.patch(plan.escrowId, { legId, runId: leg.runId, pattern: leg.pattern });
      },
    });
  },
};

interface LockedLeg { readonly state: string; readonly attempt: number; readonly escrowId: string | null; readonly runId: string; readonly pattern: string }

const OF_THE_PAYER: readonly string[] = ["UNKNOWN_PAYER", "PAYER_NOT_OURS", "PAYER_NOT_READY"];

/** Nobody can choose another payer for a stage of a run that is on its way: either this one comes back, or nobody pays. */
async function explainPayer(tx: Tx, payerId: string | null, refusal: Failure): Promise<Failure> {
  if (payerId === null || !OF_THE_PAYER.includes(refusal.code)) return refusal;
  const payer = await tx.agent.findUnique({ where: { id: payerId }, select: { name: true, state: true } });
  const name = payer?.name ?? "Its payer";
  if (payer && payer.state !== "retiring" && isActive(payer.state as WorkerState)) {
    return { code: "PAYER_NOT_READY", message: `${name} pays this leg and is ${payer.state}. Nothing was sent. It goes on by itself when ${name} is live again; to end it before, cancel the run.` };
  }
  return { code: PAYER_GONE, message: `${name} would pay this leg and has left the fleet. Nothing was sent. Clone the run with another agent in its place.` };
}

/** The platform's refusal in words for a run: whose balance it is, and that nobody has to lock anything by hand. */
export async function explainBalance(db: Pick<Tx, "agent">, leg: Pick<Leg, "payerAgentId" | "amountMicros">, refusal: StepRefusal): Promise<StepRefusal> {
  if (refusal.code !== "insufficient_balance") return refusal;
  const payer = leg.payerAgentId === null ? null : await db.agent.findUnique({ where: { id: leg.payerAgentId }, select: { name: true } });
  const name = payer?.name ?? "the orchestrator";
  const message = `The balance of ${name} is too low to lock ${toDecimal(usdc(leg.amountMicros))} USDC. Nothing was sent. Add money to it and the run goes on by itself; to end it before, cancel the run.`;
  return { ...refusal, message };
}

/** An earlier try of the same attempt may have left an escrow that never held anything. */
async function isWithoutMoney(tx: Tx, escrowId: string | null): Promise<boolean> {
  if (escrowId === null) return true;
  const escrow = await tx.escrow.findUnique({ where: { id: escrowId }, select: { state: true } });
  return escrow?.state === "cancelled";
}
