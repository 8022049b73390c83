/**
 * The published services: casino registration, balance, pay, referral statistics, ledger; escrow.
 * Source: transcript sections 1 to 6, run of the published code on 2026-11-20. Escrow times are ISO, event times are
 * epoch seconds, ledger keys are camelCase; amounts carry float dust.
 */
import { z } from "zod";
import { maybe, wireAmount, wireTime } from "../wire-fields";

export const registerWire = z.looseObject({
  agent_id: z.string().min(1), api_key: z.string().min(1), referral_code: maybe(z.string()),
});

export const balanceWire = z.looseObject({ agent_id: z.string().min(1), balance_usd: wireAmount });

export const ledgerWire = z.looseObject({
  entries: z.array(z.looseObject({
    id: z.string(), type: z.enum(["credit", "debit"]), amount: wireAmount, balanceAfter: wireAmount,
    reason: z.string(), reference: maybe(z.string()), service: maybe(z.string()), createdAt: wireTime,
  })),
});

const levelWire = maybe(z.looseObject({
  count: z.number().int().nonnegative(), commission: z.string(), earned_usd: wireAmount,
}));

export const referralWire = z.looseObject({
  total_referrals: z.number().int().nonnegative(), total_earned_usd: wireAmount, last_30_days_usd: maybe(wireAmount),
  by_level: maybe(z.looseObject({ level_1: levelWire, level_2: levelWire, level_3: levelWire })),
  referrals: z.array(z.looseObject({
    referred_agent: z.string(), level: z.number(), earned_usd: wireAmount, since: maybe(wireTime),
  })).default([]),
});

export const payWire = z.looseObject({
  tx_id: z.string().min(1), amount: wireAmount, sender_new_balance: maybe(wireAmount),
});

export const escrowWire = z.looseObject({
  escrow_id: z.string().min(1), status: z.string().min(1), amount_usd: wireAmount, commission_usd: maybe(wireAmount),
  net_to_counterparty: maybe(wireAmount), description: maybe(z.string()), creator_id: maybe(z.string()),
  counterparty_id: maybe(z.string()), created_at: maybe(wireTime), auto_release_at: maybe(wireTime),
  completed_at: maybe(wireTime), released_at: maybe(wireTime), disputed_at: maybe(wireTime),
  events: z.array(z.looseObject({
    id: z.string(), event: z.string(), actor_id: maybe(z.string()), note: maybe(z.string()), created_at: wireTime,
  })).optional(),
});

export const verbWire = z.looseObject({
  escrow_id: z.string().min(1), status: z.string().min(1), amount_released: maybe(wireAmount),
  commission: maybe(wireAmount), referral_commission: maybe(wireAmount),
});

export type EscrowWire = z.infer<typeof escrowWire>;
export type LedgerWire = z.infer<typeof ledgerWire>;
export type ReferralWire = z.infer<typeof referralWire>;
