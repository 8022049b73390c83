/**
 * The task marketplace of seed 002: an account whose id and key are nested in the reply, a payee's list of funded
 * escrows, and a release that names its figure `released_to_counterparty`. The flat words of the published code are
 * read as well, so that the same client runs against both.
 */
import { z } from "zod";
import { maybe, wireAmount, wireTime } from "../wire-fields";

export const registerWire = z.looseObject({
  agent: maybe(z.looseObject({ id: z.string().min(1), api_key: z.string().min(1) })),
  agent_id: maybe(z.string().min(1)), api_key: maybe(z.string().min(1)), referral_code: maybe(z.string()),
}).refine((wire) => (wire.agent ?? null) !== null || (!!wire.agent_id && !!wire.api_key), "neither a nested nor a flat account");

/** The seed reads `escrow_id` alone of a new escrow. */
export const createdWire = z.looseObject({
  escrow_id: z.string().min(1), status: maybe(z.string()), amount_usd: maybe(wireAmount), commission_usd: maybe(wireAmount),
  net_to_counterparty: maybe(wireAmount), creator_id: maybe(z.string()), counterparty_id: maybe(z.string()), created_at: maybe(wireTime),
  auto_release_at: maybe(wireTime), description: maybe(z.string()),
});

export const pendingWire = z.looseObject({
  escrows: z.array(z.looseObject({
    escrow_id: z.string().min(1), description: z.string(), amount_usd: wireAmount, creator_id: maybe(z.string()),
    auto_release_at: maybe(wireTime),
  })).default([]),
});

/** The seed reads nothing of a completion; the words of a release are its own. */
export const completedWire = z.looseObject({ escrow_id: maybe(z.string()), status: maybe(z.string()) });

export const releasedWire = z.looseObject({
  escrow_id: maybe(z.string()), status: maybe(z.string()), released_to_counterparty: maybe(wireAmount),
  amount_released: maybe(wireAmount), commission: maybe(wireAmount), referral_commission: maybe(wireAmount),
});

export type CreatedWire = z.infer<typeof createdWire>;
