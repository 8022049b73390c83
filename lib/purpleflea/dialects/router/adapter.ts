import { toWire } from "@/lib/core/money";
import type { CreateEscrowInput, EscrowMoved } from "../../commands";
import type { DialectAdapter, OperationContext } from "../../operations";
import type { PlatformAnswer, PlatformEscrow } from "../../records";
import { answer } from "../answer";
import { toState } from "../state-words";
import { toAmount, toInstant } from "../wire-fields";
import { escrowWire, type EscrowWire, verbWire } from "./wire";

/**
 * Seed 003. Payer and payee are agents; the payer may be another agent than the key's owner. There is no read: the
 * record is ours. `cancel` gives the money of a locked escrow back to the payer in full.
 */
export const routerAdapter: DialectAdapter = {
  "escrow.create": async ({ send, idempotencyKey }, input) => {
    const reply = await send({
      service: "escrow", method: "POST", path: "/api/escrow", route: "/api/escrow", schema: escrowWire,
      body: {
        payer_agent_id: input.payerId, payee_agent_id: input.payeeId, amount_usdc: toWire(input.amount),
        metadata: {
          task: input.taskId ?? idempotencyKey, description: input.description, timeout_hours: input.timeoutHours,
        },
        ...(input.referralCode === null ? {} : { referral_code: input.referralCode }),
      },
    });
    return answer(reply, { escrow: toCreated(reply.body, input), lockCode: null, isReplay: false });
  },
  "escrow.lock": (context, { escrowId }) => moveEscrow(context, "lock", escrowId, "locked", {}),
  "escrow.release": (context, { escrowId }) => moveEscrow(context, "release", escrowId, "released", {}),
  "escrow.cancel": (context, { escrowId, reason }) =>
    moveEscrow(context, "cancel", escrowId, "cancelled", { reason: reason ?? "" }),
};

/** A success without a state word means the verb's own word: seed 003 reads no field of these answers. */
async function moveEscrow(
  { send }: OperationContext, verb: string, escrowId: string, successWord: string, body: Record<string, string>,
): Promise<PlatformAnswer<EscrowMoved>> {
  const reply = await send({
    service: "escrow", method: "POST", path: `/api/escrow/${encodeURIComponent(escrowId)}/${verb}`,
    route: `/api/escrow/:id/${verb}`, body, schema: verbWire,
  });
  const moved = reply.body;
  const stateWord = moved.status ?? successWord;
  const refunded = toAmount(moved.amount_refunded);
  return answer(reply, {
    upstreamId: moved.escrow_id ?? escrowId, stateWord, refunded,
    state: toState({ word: stateWord, wasFunded: refunded === null || refunded > 0n }).state,
    released: toAmount(moved.amount_released), fee: toAmount(moved.commission),
    referral: toAmount(moved.referral_commission),
  });
}

function toCreated(wire: EscrowWire, input: CreateEscrowInput): PlatformEscrow {
  const stateWord = wire.status ?? "pending";
  return {
    upstreamId: wire.escrow_id, stateWord, ...toState({ word: stateWord, wasFunded: false }),
    amount: toAmount(wire.amount_usdc) ?? input.amount, fee: toAmount(wire.fee_usdc), net: null, referral: null,
    payerId: wire.payer_agent_id ?? input.payerId, payeeId: wire.payee_agent_id ?? input.payeeId, beneficiary: null,
    description: input.description, taskId: input.taskId, createdAt: toInstant(wire.created_at), deadlineAt: toInstant(wire.timeout_at),
    completedAt: null, settledAt: null, disputedAt: null, events: [],
  };
}
