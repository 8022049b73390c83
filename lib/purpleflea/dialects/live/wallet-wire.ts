/** The public wallet. Source: transcript section 9 and reference 1.1.5 (2026-11-20). It has an identity of its own. */
import { z } from "zod";
import { maybe, wireAmount, wireTime } from "../wire-fields";

export const chainWalletWire = z.looseObject({
  mnemonic: z.string().min(1), addresses: z.record(z.string(), z.string()),
});

export const walletReferralWire = z.looseObject({
  total_referrals: z.number().int().nonnegative(), total_earned_usd: wireAmount, available_usd: maybe(wireAmount),
  referrals: z.array(z.looseObject({ referred_agent: z.string(), earned_usd: wireAmount, since: maybe(wireTime) })).default([]),
});

/** Trading and domains count the referred and name none of them. */
export const countedReferralWire = z.looseObject({
  total_referrals: z.number().int().nonnegative(), total_earned_usd: wireAmount,
});

/** A registration at a service with an identity of its own; the code is the new agent's. */
export const productRegisterWire = z.looseObject({
  agent_id: z.string().min(1), api_key: z.string().min(1), referral_code: maybe(z.string()),
});
