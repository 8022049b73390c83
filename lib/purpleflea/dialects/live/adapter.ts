import { toWire, usdc } from "@/lib/core/money";
import type { EscrowMoved } from "../../commands";
import type { DialectAdapter, OperationContext } from "../../operations";
import { withReference } from "../../public-reference";
import type { PlatformAnswer, PlatformEscrow, PlatformLedgerEntry, ReferralSummary } from "../../records";
import { answer } from "../answer";
import { toState } from "../state-words";
import { toAmount, toInstant } from "../wire-fields";
import { domainsAdapter } from "./domains-adapter";
import { gamesAdapter } from "./games-adapter";
import { moneyAdapter } from "./money-adapter";
import { tradingAdapter } from "./trading-adapter";
import { walletAdapter } from "./wallet-adapter";
import {
  balanceWire, escrowWire, type EscrowWire, ledgerWire, type LedgerWire, payWire, referralWire, type ReferralWire,
  registerWire, verbWire,
} from "./wire";

/** Games, money in and out, wallet, trading and domains: each in a file of its own. */
const PRODUCTS = { ...gamesAdapter, ...moneyAdapter, ...walletAdapter, ...tradingAdapter, ...domainsAdapter };

/**
 * The published services. They have no idempotency key: the description carries an opaque reference of the intent.
 * They have no cancel and no list. The referral code in a registration's reply is the new agent's own.
 */
export const liveAdapter: DialectAdapter = {
  ...PRODUCTS,
  "register": async ({ send }, { referralCode }) => {
    const reply = await send({
      service: "casino", method: "POST", path: "/api/v1/auth/register", route: "/api/v1/auth/register",
      body: referralCode === null ? {} : { referral_code: referralCode }, schema: registerWire,
    });
    return answer(reply, {
      agentId: reply.body.agent_id, apiKey: reply.body.api_key, walletId: null,
      ownReferralCode: reply.body.referral_code ?? null, echoedReferralCode: null,
    });
  },
  "balance": async ({ send }) => {
    const reply = await send({
      service: "casino", method: "GET", path: "/api/v1/auth/balance", route: "/api/v1/auth/balance", schema: balanceWire,
    });
    return answer(reply, { agentId: reply.body.agent_id, available: toAmount(reply.body.balance_usd) });
  },
  "referral.summary": async ({ send }) => {
    const path = "/api/v1/auth/referral/stats";
    const reply = await send({ service: "casino", method: "GET", path, route: path, schema: referralWire });
    return answer(reply, toSummary(reply.body));
  },
  "ledger": async ({ send }) => {
    const path = "/api/v1/auth/ledger";
    const reply = await send({ service: "casino", method: "GET", path, route: path, schema: ledgerWire });
    return answer(reply, reply.body.entries.map(toLedgerEntry));
  },
  "pay": async ({ send }, { toAgentId, amount, memo }) => {
    const reply = await send({
      service: "casino", method: "POST", path: "/api/v1/stats/pay", route: "/api/v1/stats/pay",
      body: { to_agent_id: toAgentId, amount: toWire(amount), ...(memo === null ? {} : { memo }) }, schema: payWire,
    });
    const { tx_id, sender_new_balance } = reply.body;
    return answer(reply, { reference: tx_id, amount: toAmount(reply.body.amount), balance: toAmount(sender_new_balance) });
  },
  "escrow.create": async ({ send, idempotencyKey }, input) => {
    const reply = await send({
      service: "escrow", method: "POST", path: "/escrow/create", route: "/escrow/create", schema: escrowWire,
      body: {
        amount_usd: toWire(input.amount), counterparty_agent_id: input.payeeId, timeout_hours: input.timeoutHours,
        description: withReference(input.description, idempotencyKey),
        ...(input.referralCode === null ? {} : { referral_code: input.referralCode }),
      },
    });
    return answer(reply, { escrow: toEscrow(reply.body), lockCode: null, isReplay: false });
  },
  "escrow.get": async ({ send }, { escrowId }) => {
    const path = `/escrow/${encodeURIComponent(escrowId)}`;
    const reply = await send({ service: "escrow", method: "GET", path, route: "/escrow/:id", schema: escrowWire });
    return answer(reply, toEscrow(reply.body));
  },
  "escrow.complete": (context, { escrowId }) => moveEscrow(context, "complete", escrowId, {}),
  "escrow.release": (context, { escrowId }) => moveEscrow(context, "release", escrowId, {}),
  "escrow.dispute": (context, { escrowId, reason }) =>
    moveEscrow(context, "dispute", escrowId, reason === null ? {} : { reason }),
};

async function moveEscrow(
  { send }: OperationContext, verb: string, escrowId: string, body: Record<string, string>,
): Promise<PlatformAnswer<EscrowMoved>> {
  const reply = await send({
    service: "escrow", method: "POST", path: `/escrow/${verb}/${encodeURIComponent(escrowId)}`,
    route: `/escrow/${verb}/:id`, body, schema: verbWire,
  });
  const moved = reply.body;
  return answer(reply, {
    upstreamId: moved.escrow_id, stateWord: moved.status, state: toState({ word: moved.status, wasFunded: true }).state,
    released: toAmount(moved.amount_released), refunded: null,
    fee: toAmount(moved.commission), referral: toAmount(moved.referral_commission),
  });
}

/** Everything that `live` holds was funded at its creation. */
export function toEscrow(wire: EscrowWire): PlatformEscrow {
  return {
    upstreamId: wire.escrow_id, stateWord: wire.status,
    ...toState({ word: wire.status, wasFunded: true, cause: typeof wire.refund_cause === "string" ? wire.refund_cause : null }),
    amount: toAmount(wire.amount_usd), fee: toAmount(wire.commission_usd), net: toAmount(wire.net_to_counterparty),
    referral: null, payerId: wire.creator_id ?? null, payeeId: wire.counterparty_id ?? null, beneficiary: null,
    description: wire.description ?? null, taskId: null,
    createdAt: toInstant(wire.created_at), deadlineAt: toInstant(wire.auto_release_at),
    completedAt: toInstant(wire.completed_at), settledAt: toInstant(wire.released_at),
    disputedAt: toInstant(wire.disputed_at),
    events: (wire.events ?? []).map((event) => ({
      id: event.id, name: event.event, actorId: event.actor_id ?? null, note: event.note ?? null,
      at: toInstant(event.created_at),
    })),
  };
}

function toLedgerEntry(row: LedgerWire["entries"][number]): PlatformLedgerEntry {
  const amount = toAmount(row.amount);
  return {
    id: row.id, amount: usdc(row.type === "debit" && amount > 0n ? -amount : amount),
    balanceAfter: toAmount(row.balanceAfter), reason: row.reason, reference: row.reference ?? null,
    service: row.service ?? null, at: toInstant(row.createdAt),
  };
}

/** The statistics cut an id to eight characters and three dots: `ag_b1a32...`. */
function toSummary(wire: ReferralWire): ReferralSummary {
  return {
    referredCount: wire.total_referrals, totalCommissions: toAmount(wire.total_earned_usd),
    commissionsLast30Days: toAmount(wire.last_30_days_usd), pending: null, byProduct: {},
    agents: wire.referrals.map((row) => ({
      agentId: row.referred_agent.replace(/\.+$/, ""), isPrefix: row.referred_agent.endsWith("..."),
      earned: toAmount(row.earned_usd), since: toInstant(row.since),
    })),
    levels: [wire.by_level?.level_1, wire.by_level?.level_2, wire.by_level?.level_3].flatMap((row, index) => (row ? [{
      level: index + 1, referredCount: row.count, rate: row.commission, earned: toAmount(row.earned_usd),
    }] : [])),
  };
}
