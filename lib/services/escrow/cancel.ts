import type { EscrowMoved } from "@/lib/purpleflea/commands";
import type { PlatformAnswer } from "@/lib/purpleflea/records";
import type { CommandSpec } from "../command-spec";
import { type EscrowMoveInput, escrowMoveInput } from "./escrow-input";
import { withAdvice } from "./explain-refusal";
import { type MovedEscrow, type MovePlan, movePlan, prepareMove, recordMove, recordMoveFailure, settleMove } from "./move-escrow";

/**
 * Gives the money back to the payer in full and ends the escrow; goes on while the fleet is frozen.
 * Errors: `NOT_ON_THIS_CONNECTION` where the platform has no cancel, those of `prepareMove`, and the platform's.
 */
export const cancelEscrowCommand: CommandSpec<EscrowMoveInput, MovePlan, PlatformAnswer<EscrowMoved>, MovedEscrow> = {
  kind: "escrow.cancel",
  permission: "escrow.cancel",
  input: escrowMoveInput,
  plan: movePlan,
  allowedWhenFrozen: true,
  prepare: (input, scope) => prepareMove(input, scope, {
    verb: "cancel", by: "payer", summary: (amount, row) => `Cancel ${amount} USDC for ${row.payeeName}; all of it goes back to the payer`,
  }),
  call: (writer, plan, scope) =>
    withAdvice(() => writer.cancelEscrow({ escrowId: plan.upstreamId, reason: plan.reason }, scope)),
  settle: (scope, plan) => settleMove(scope, plan, "refunded", "cancel"),
  escrowId: (plan) => plan.escrowId,
  record: (scope, plan, answer) => recordMove(scope, plan, answer, { note: "Cancelled by the payer", cause: "cancel" }),
  recordFailure: recordMoveFailure,
};
