/**
 * The payment router of seed 003: an escrow that is made unfunded, then locked, released or cancelled.
 * The seed reads `escrow_id` alone; a state word and figures are taken where the answer has them.
 */
import { z } from "zod";
import { maybe, wireAmount, wireTime } from "../wire-fields";

export const escrowWire = z.looseObject({
  escrow_id: z.string().min(1), status: maybe(z.string()), amount_usdc: maybe(wireAmount), fee_usdc: maybe(wireAmount),
  payer_agent_id: maybe(z.string()), payee_agent_id: maybe(z.string()), created_at: maybe(wireTime), timeout_at: maybe(wireTime),
});

export const verbWire = z.looseObject({
  escrow_id: maybe(z.string()), status: maybe(z.string()), amount_released: maybe(wireAmount),
  amount_refunded: maybe(wireAmount), commission: maybe(wireAmount), referral_commission: maybe(wireAmount),
});

export type EscrowWire = z.infer<typeof escrowWire>;
