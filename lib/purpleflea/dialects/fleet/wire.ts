/**
 * Seeds 000 and 001: agents with a parent, child wallets with a daily limit, escrows with a lock code and a task id.
 * Marked (sandbox) where no seed names the field or the route: the sandbox adds it, the published services have none.
 */
import { z } from "zod";
import { maybe, wireAmount, wireTime } from "../wire-fields";

export const registrationWire = z.looseObject({
  agent_id: z.string().min(1), api_key: z.string().min(1), wallet_id: maybe(z.string()),
  referral_code: maybe(z.string()), own_referral_code: maybe(z.string()),
});

export const rotatedWire = z.looseObject({ agent_id: maybe(z.string()), api_key: z.string().min(1) });

/** (sandbox) An agent as its parent reads it. */
export const agentWire = z.looseObject({
  agent_id: z.string().min(1), wallet_id: maybe(z.string()), agent_type: maybe(z.string()),
  parent_agent_id: maybe(z.string()), referral_code: maybe(z.string()), own_referral_code: maybe(z.string()),
  registered_at: maybe(wireTime),
});

/** Source: the code blocks of seed 000's original; the list of agents is (sandbox). */
export const summaryWire = z.looseObject({
  referred_agent_count: z.number().int().nonnegative(), total_commissions_usd: wireAmount,
  commissions_30d_usd: maybe(wireAmount), pending_usd: maybe(wireAmount), by_product: maybe(z.record(z.string(), wireAmount)),
  agents: maybe(z.array(z.looseObject({
    agent_id: z.string(), commissions_usd: maybe(wireAmount), registered_at: maybe(wireTime),
  }))),
});

/** Seed 001 reads `wallet_id` alone of a new wallet; the rest is (sandbox). */
export const newWalletWire = z.looseObject({
  wallet_id: z.string().min(1), label: maybe(z.string()), agent_id: maybe(z.string()), balance_usdc: maybe(wireAmount),
  daily_limit_usdc: maybe(wireAmount), spent_today_usdc: maybe(wireAmount), auto_reset: maybe(z.boolean()),
  allow_withdrawals: maybe(z.boolean()), created_at: maybe(wireTime), resets_at: maybe(wireTime),
});

/** (sandbox) A wallet that is read must say what it holds: a missing balance is not 0. */
export const walletWire = newWalletWire.extend({ balance_usdc: wireAmount });

export const walletListWire = z.looseObject({ wallets: z.array(walletWire) });

export const movedWire = z.looseObject({
  tx_id: maybe(z.string()), amount_usdc: maybe(wireAmount), balance_usdc: maybe(wireAmount),
});

/** Seed 001 reads `escrow_id` and `lock_code` of a new escrow. */
export const newEscrowWire = z.looseObject({
  escrow_id: z.string().min(1), state: maybe(z.string()), status: maybe(z.string()), lock_code: maybe(z.string()),
  amount_usdc: maybe(wireAmount), fee_usdc: maybe(wireAmount), net_usdc: maybe(wireAmount),
  referral_usdc: maybe(wireAmount), payer_agent_id: maybe(z.string()), payee_agent_id: maybe(z.string()),
  beneficiary_wallet: maybe(z.string()), description: maybe(z.string()), task_id: maybe(z.string()), refund_cause: maybe(z.string()),
  created_at: maybe(wireTime), locked_at: maybe(wireTime), timeout_at: maybe(wireTime), completed_at: maybe(wireTime),
  settled_at: maybe(wireTime), released_at: maybe(wireTime), disputed_at: maybe(wireTime),
  events: maybe(z.array(z.looseObject({
    id: z.string(), event: z.string(), actor_id: maybe(z.string()), note: maybe(z.string()), created_at: wireTime,
  }))),
});

/** An escrow that is read must say its state and its amount; `state` is seed 001's word. */
export const escrowWire = newEscrowWire.extend({ state: z.string().min(1), amount_usdc: wireAmount });

export const escrowListWire = z.looseObject({ escrows: z.array(escrowWire) });

export const releasedWire = z.looseObject({
  escrow_id: maybe(z.string()), state: maybe(z.string()), status: maybe(z.string()), amount_released: maybe(wireAmount),
  commission: maybe(wireAmount), referral_commission: maybe(wireAmount),
});

export type EscrowWire = z.infer<typeof newEscrowWire>;
export type WalletWire = z.infer<typeof newWalletWire>;
export type SummaryWire = z.infer<typeof summaryWire>;
export type AgentWire = z.infer<typeof agentWire>;
