import { actorCan, isSteppedUp } from "@/lib/core/access/actor";
import { toDecimal, usdc } from "@/lib/core/money";
import { type Failure, fail, ok } from "@/lib/core/result";
import { unseal } from "@/lib/db/vault";
import type { Escrow } from "@/lib/db/generated/client";
import type { EscrowMoved } from "@/lib/purpleflea/commands";
import type { PlatformAnswer } from "@/lib/purpleflea/records";
import type { CommandSpec, PrepareScope } from "../command-spec";
import type { ServiceContext } from "../context";
import { type EscrowMoveInput, escrowMoveInput } from "./escrow-input";
import { withAdvice } from "./explain-refusal";
import { type MovedEscrow, type MovePlan, movePlan, prepareMove, recordMove, recordMoveFailure, settleMove } from "./move-escrow";

/**
 * Pays the payee, for good. Above the policy's threshold it needs a treasurer who proved himself again; it counts
 * against no daily limit, because the money left the payer at the lock.
 * Errors: `NO_POLICY`, `ABOVE_THRESHOLD`, `STEP_UP_REQUIRED`, `LOCK_CODE_MISSING`, those of `prepareMove`, and the
 * platform's (`invalid_lock_code`, `invalid_status` after the deadline).
 */
export const releaseEscrowCommand: CommandSpec<EscrowMoveInput, MovePlan, PlatformAnswer<EscrowMoved>, MovedEscrow> = {
  kind: "escrow.release",
  permission: "escrow.release",
  input: escrowMoveInput,
  plan: movePlan,
  allowedWhenFrozen: false,
  prepare: async (input, scope) => {
    const prepared = await prepareMove(input, scope, {
      verb: "release", by: "payer", summary: (amount, row) => `Release ${amount} USDC to ${row.payeeName}, who gets ${toDecimal(usdc(row.netMicros))}`,
    });
    if (!prepared.ok) return prepared;
    const { row } = prepared.value;
    const refused = checkRelease(scope, row);
    return refused ? fail(refused) : ok({ ...prepared.value, openSecret: () => openLockCode(scope.ctx, row) });
  },
  secret: async (tx, ctx, plan) => {
    const { lockCode } = await tx.escrow.findUniqueOrThrow({ where: { id: plan.escrowId }, select: { lockCode: true } });
    return openLockCode(ctx, { id: plan.escrowId, lockCode });
  },
  call: (writer, plan, { secret, ...scope }) =>
    withAdvice(() => writer.releaseEscrow({ escrowId: plan.upstreamId, lockCode: secret }, scope)),
  settle: (scope, plan) => settleMove(scope, plan, "released"),
  escrowId: (plan) => plan.escrowId,
  record: (scope, plan, answer) => recordMove(scope, plan, answer, { note: "Released by the payer" }),
  recordFailure: recordMoveFailure,
};

function openLockCode({ keyring }: ServiceContext, { id, lockCode }: Pick<Escrow, "id" | "lockCode">): string | null {
  return lockCode === null ? null : unseal(keyring, lockCode, { table: "Escrow", id, column: "lockCode" });
}

function checkRelease({ ctx, policy }: PrepareScope, row: Escrow): Failure | null {
  // An escrow made by another dialect never had a code; its payer's key is enough.
  if (row.dialect === "fleet" && row.lockCode === null) {
    return { code: "LOCK_CODE_MISSING", message: "The console has no lock code for this escrow. Nothing was sent. Cancel it, or let the deadline give the money back." };
  }
  if (!policy) return { code: "NO_POLICY", message: "This connection has no policy, so no money leaves. Nothing was sent. Set one in Settings." };
  const threshold = policy.approvalAboveMicros;
  if (threshold === null || row.amountMicros <= threshold) return null;
  const above = `Releases above ${toDecimal(usdc(threshold))} USDC`;
  if (!actorCan(ctx.actor, "escrow.releaseAboveThreshold")) {
    return { code: "ABOVE_THRESHOLD", message: `${above} need a treasurer. Nothing was sent. Ask a treasurer to release it.` };
  }
  if (!isSteppedUp(ctx.actor, ctx.now())) {
    return { code: "STEP_UP_REQUIRED", message: `${above} need your password again. Nothing was sent. Enter it and repeat.` };
  }
  return null;
}
