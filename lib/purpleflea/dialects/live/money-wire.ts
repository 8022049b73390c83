/**
 * Money in and out of the published services: faucet, deposit addresses, withdrawal, referral code.
 * Source: transcript section 1 and reference 1.1.1, 1.1.3 (2026-11-20). No deposit address and no withdrawal succeeded
 * in our run (the wallet service behind them is not published): those fields are the code's.
 */
import { z } from "zod";
import { maybe, wireAmount } from "../wire-fields";

export const codeWire = z.looseObject({ referral_code: z.string().min(1) });

export const claimWire = z.looseObject({ credited: wireAmount, agent_id: z.string().min(1), claim_id: maybe(z.string()) });

export const faucetStatsWire = z.looseObject({
  total_claims: z.number().int().nonnegative(), total_agents: z.number().int().nonnegative(), total_value_usd: wireAmount,
});

export const addressWire = z.looseObject({
  chain: z.string().min(1), address: z.string().min(1), send_token: maybe(z.string()), send_instructions: maybe(z.string()),
  swap_fee: maybe(z.union([z.string(), z.number()])),
});

const chainWire = z.union([
  z.string().min(1), z.looseObject({ chain: z.string().min(1), token: maybe(z.union([z.string(), z.array(z.string())])) }),
]);

export const chainsWire = z.looseObject({ deposits: z.array(chainWire) });

export const withdrawalWire = z.looseObject({
  status: z.string().min(1), withdrawal_id: maybe(z.string()), amount: maybe(wireAmount), amount_usd: maybe(wireAmount),
  fee: maybe(wireAmount), new_balance: maybe(wireAmount), tx_hash: maybe(z.string()),
});

export const escrowStatsWire = z.looseObject({
  total_created: z.number().int(), total_released: z.number().int(), total_disputed: z.number().int(),
  total_volume_usd: wireAmount, total_commission_usd: wireAmount,
});

export type WithdrawalWire = z.infer<typeof withdrawalWire>;
export type ChainWire = z.infer<typeof chainWire>;
