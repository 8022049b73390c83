import { ZERO } from "@/lib/core/money";
import type { PlatformAgent, PlatformEscrow, PlatformWallet, ReferralSummary } from "../../records";
import { toState } from "../state-words";
import { toAmount, toInstant } from "../wire-fields";
import type { AgentWire, EscrowWire, SummaryWire, WalletWire } from "./wire";

/** What the caller knows of a new thing that a sparse answer does not repeat. */
type EscrowDefaults = Pick<PlatformEscrow, "amount" | "payerId" | "payeeId" | "description" | "taskId">;
type WalletDefaults = Pick<PlatformWallet, "label" | "agentId" | "dailyLimit" | "autoReset" | "allowWithdrawals">;

/**
 * A read escrow has its amount by its schema; a sparse answer to a creation takes it from the request. An escrow of
 * this dialect is funded at its creation; one that a router made has `locked_at: null` until it is.
 */
export function toEscrow(wire: EscrowWire, known?: EscrowDefaults): PlatformEscrow {
  const stateWord = wire.state ?? wire.status ?? "locked";
  return {
    upstreamId: wire.escrow_id, stateWord,
    ...toState({ word: stateWord, cause: wire.refund_cause ?? null, wasFunded: wire.locked_at !== null }),
    amount: toAmount(wire.amount_usdc) ?? known?.amount ?? ZERO,
    fee: toAmount(wire.fee_usdc), net: toAmount(wire.net_usdc), referral: toAmount(wire.referral_usdc),
    payerId: wire.payer_agent_id ?? known?.payerId ?? null, payeeId: wire.payee_agent_id ?? known?.payeeId ?? wire.beneficiary_wallet ?? null,
    beneficiary: wire.beneficiary_wallet ?? known?.payeeId ?? null,
    description: wire.description ?? known?.description ?? null, taskId: wire.task_id ?? known?.taskId ?? null,
    createdAt: toInstant(wire.created_at), deadlineAt: toInstant(wire.timeout_at),
    completedAt: toInstant(wire.completed_at), settledAt: toInstant(wire.settled_at ?? wire.released_at),
    disputedAt: toInstant(wire.disputed_at),
    events: (wire.events ?? []).map((event) => ({
      id: event.id, name: event.event, actorId: event.actor_id ?? null, note: event.note ?? null,
      at: toInstant(event.created_at),
    })),
  };
}

/** A new wallet is empty; a sparse answer to its creation says no more than its id. */
export function toWallet(wire: WalletWire, known?: WalletDefaults): PlatformWallet {
  return {
    walletId: wire.wallet_id, label: wire.label ?? known?.label ?? null,
    agentId: wire.agent_id ?? known?.agentId ?? null, balance: toAmount(wire.balance_usdc) ?? ZERO,
    dailyLimit: toAmount(wire.daily_limit_usdc) ?? known?.dailyLimit ?? null,
    spentInWindow: toAmount(wire.spent_today_usdc) ?? ZERO,
    autoReset: wire.auto_reset ?? known?.autoReset ?? true,
    allowWithdrawals: wire.allow_withdrawals ?? known?.allowWithdrawals ?? false,
    createdAt: toInstant(wire.created_at), resetsAt: toInstant(wire.resets_at),
  };
}

export function toAgent(wire: AgentWire): PlatformAgent {
  return {
    agentId: wire.agent_id, walletId: wire.wallet_id ?? null, agentType: wire.agent_type ?? null,
    parentAgentId: wire.parent_agent_id ?? null, referralCode: wire.referral_code ?? null,
    ownReferralCode: wire.own_referral_code ?? null, registeredAt: toInstant(wire.registered_at),
  };
}

export function toSummary(wire: SummaryWire): ReferralSummary {
  return {
    referredCount: wire.referred_agent_count, totalCommissions: toAmount(wire.total_commissions_usd),
    commissionsLast30Days: toAmount(wire.commissions_30d_usd), pending: toAmount(wire.pending_usd),
    byProduct: Object.fromEntries(
      Object.entries(wire.by_product ?? {}).map(([product, amount]) => [product, toAmount(amount)]),
    ),
    agents: (wire.agents ?? []).map((row) => ({
      agentId: row.agent_id, isPrefix: false, earned: toAmount(row.commissions_usd) ?? ZERO,
      since: toInstant(row.registered_at),
    })),
  };
}
