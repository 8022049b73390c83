import type { EscrowMoved } from "@/lib/purpleflea/commands";
import type { PlatformAnswer } from "@/lib/purpleflea/records";
import type { CommandSpec } from "../command-spec";
import { type EscrowMoveInput, escrowMoveInput } from "./escrow-input";
import { withAdvice } from "./explain-refusal";
import { type MovedEscrow, type MovePlan, movePlan, prepareMove, recordMove, recordMoveFailure, settleMove } from "./move-escrow";

/**
 * Hands the escrow to the platform's staff: the money stays locked for both sides and the deadline no longer counts.
 * Errors: those of `prepareMove`, and the platform's.
 */
export const disputeEscrowCommand: CommandSpec<EscrowMoveInput, MovePlan, PlatformAnswer<EscrowMoved>, MovedEscrow> = {
  kind: "escrow.dispute",
  permission: "escrow.dispute",
  input: escrowMoveInput,
  plan: movePlan,
  allowedWhenFrozen: true,
  prepare: (input, scope) => prepareMove(input, scope, {
    verb: "dispute", by: "payer", summary: (amount, row) => `Dispute ${amount} USDC for ${row.payeeName}; it stays locked until the platform decides`,
  }),
  call: (writer, plan, scope) =>
    withAdvice(() => writer.disputeEscrow({ escrowId: plan.upstreamId, reason: plan.reason }, scope)),
  settle: (scope, plan) => settleMove(scope, plan, "disputed"),
  escrowId: (plan) => plan.escrowId,
  record: (scope, plan, answer) => recordMove(scope, plan, answer, { note: "Disputed by the payer" }),
  recordFailure: recordMoveFailure,
};
