import { toWire } from "@/lib/core/money";
import type { CreateEscrowInput } from "../../commands";
import type { DialectAdapter } from "../../operations";
import { withReference } from "../../public-reference";
import type { PlatformEscrow } from "../../records";
import { answer } from "../answer";
import { liveAdapter } from "../live/adapter";
import { toState } from "../state-words";
import { toAmount, toInstant } from "../wire-fields";
import { completedWire, createdWire, type CreatedWire, pendingWire, registerWire, releasedWire } from "./wire";

/**
 * Seed 002. Paths are those of the published services; its answers are sparser and in other words. It knows no
 * idempotency key either: the description carries the same opaque reference as on `live`.
 */
export const marketAdapter: DialectAdapter = {
  "register": async ({ send }, { referralCode }) => {
    const path = "/api/v1/auth/register";
    const reply = await send({
      service: "casino", method: "POST", path, route: path, schema: registerWire,
      body: referralCode === null ? {} : { referral_code: referralCode },
    });
    const { agent, agent_id, api_key, referral_code } = reply.body;
    return answer(reply, {
      agentId: agent?.id ?? agent_id ?? "", apiKey: agent?.api_key ?? api_key ?? "", walletId: null,
      ownReferralCode: referral_code ?? null, echoedReferralCode: null,
    });
  },
  "faucet.claim": liveAdapter["faucet.claim"],
  "escrow.get": liveAdapter["escrow.get"],
  "escrow.create": async ({ send, idempotencyKey }, input) => {
    const reply = await send({
      service: "escrow", method: "POST", path: "/escrow/create", route: "/escrow/create", schema: createdWire,
      body: {
        amount_usd: toWire(input.amount), description: withReference(input.description, idempotencyKey),
        counterparty_agent_id: input.payeeId, timeout_hours: input.timeoutHours,
        ...(input.referralCode === null ? {} : { referral_code: input.referralCode }),
      },
    });
    return answer(reply, { escrow: toCreated(reply.body, input), lockCode: null, isReplay: false });
  },
  "escrow.pending": async ({ send }) => {
    const path = "/escrow/pending";
    const reply = await send({ service: "escrow", method: "GET", path, route: path, schema: pendingWire });
    return answer(reply, reply.body.escrows.map((row) => ({
      upstreamId: row.escrow_id, description: row.description, amount: toAmount(row.amount_usd), payerId: row.creator_id ?? null,
      deadlineAt: toInstant(row.auto_release_at),
    })));
  },
  "escrow.complete": async ({ send }, { escrowId, resultSummary }) => {
    const reply = await send({
      service: "escrow", method: "POST", path: `/escrow/complete/${encodeURIComponent(escrowId)}`, route: "/escrow/complete/:id",
      body: { result_summary: resultSummary ?? "" }, schema: completedWire,
    });
    const stateWord = reply.body.status ?? "completed";
    return answer(reply, {
      upstreamId: reply.body.escrow_id ?? escrowId, stateWord, state: toState({ word: stateWord, wasFunded: true }).state,
      released: null, refunded: null, fee: null, referral: null,
    });
  },
  "escrow.release": async ({ send }, { escrowId }) => {
    const reply = await send({
      service: "escrow", method: "POST", path: `/escrow/release/${encodeURIComponent(escrowId)}`, route: "/escrow/release/:id",
      body: {}, schema: releasedWire,
    });
    const moved = reply.body;
    const stateWord = moved.status ?? "released";
    return answer(reply, {
      upstreamId: moved.escrow_id ?? escrowId, stateWord, state: toState({ word: stateWord, wasFunded: true }).state,
      released: toAmount(moved.released_to_counterparty ?? moved.amount_released), refunded: null,
      fee: toAmount(moved.commission), referral: toAmount(moved.referral_commission),
    });
  },
};

/** A new escrow of this dialect is funded by its creation; what the answer leaves out is what was asked for. */
function toCreated(wire: CreatedWire, input: CreateEscrowInput): PlatformEscrow {
  const stateWord = wire.status ?? "funded";
  return {
    upstreamId: wire.escrow_id, stateWord, ...toState({ word: stateWord, wasFunded: true }),
    amount: toAmount(wire.amount_usd) ?? input.amount, fee: toAmount(wire.commission_usd), net: toAmount(wire.net_to_counterparty),
    referral: null, payerId: wire.creator_id ?? input.payerId, payeeId: wire.counterparty_id ?? input.payeeId, beneficiary: null,
    description: wire.description ?? input.description, taskId: null, createdAt: toInstant(wire.created_at),
    deadlineAt: toInstant(wire.auto_release_at), completedAt: null, settledAt: null, disputedAt: null, events: [],
  };
}
