import type { EscrowMoved } from "@/lib/purpleflea/commands";
import type { PlatformAnswer } from "@/lib/purpleflea/records";
import type { CommandSpec } from "../command-spec";
import { type EscrowMoveInput, escrowMoveInput } from "./escrow-input";
import { withAdvice } from "./explain-refusal";
import { type MovedEscrow, type MovePlan, movePlan, prepareMove, recordMove, recordMoveFailure, settleMove } from "./move-escrow";

/**
 * The payee says that its work is done, with the payee's own key; no money moves and the deadline keeps running.
 * Errors: `PAYEE_NOT_OURS`, those of `prepareMove`, and the platform's.
 */
export const completeEscrowCommand: CommandSpec<EscrowMoveInput, MovePlan, PlatformAnswer<EscrowMoved>, MovedEscrow> = {
  kind: "escrow.complete",
  permission: "escrow.complete",
  input: escrowMoveInput,
  plan: movePlan,
  allowedWhenFrozen: true,
  prepare: (input, scope) => prepareMove(input, scope, {
    verb: "complete", by: "payee", summary: (amount, row) => `Mark ${amount} USDC as completed by ${row.payeeName}`,
  }),
  call: (writer, plan, scope) => withAdvice(() => writer.completeEscrow({ escrowId: plan.upstreamId }, scope)),
  settle: (scope, plan) => settleMove(scope, plan, "completed"),
  escrowId: (plan) => plan.escrowId,
  record: (scope, plan, answer) => recordMove(scope, plan, answer, { note: "The payee says done" }),
  recordFailure: recordMoveFailure,
};
