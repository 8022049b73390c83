/**
 * The casino pool of seed 004: shared tables with a shoe, bets and actions on behalf of a member, and one payment that is
 * split among wallets. The seed reads few fields; what it does not name is taken where an answer has it.
 */
import { z } from "zod";
import { maybe, wireAmount } from "../wire-fields";

const decks = z.number().nonnegative();

export const tablesWire = z.looseObject({
  tables: z.array(z.looseObject({ id: z.string().min(1), game: maybe(z.string()), decks_remaining: decks })),
});

export const stateWire = z.looseObject({
  recent_cards: z.array(z.looseObject({ value: z.union([z.string(), z.number()]) })).default([]), decks_remaining: decks,
});

/** The sub-agent of the seed decides by `player_total`, `dealer_upcard` and `is_soft`; the rest is (sandbox). */
export const handWire = z.looseObject({
  hand_id: maybe(z.string()), status: maybe(z.string()), player_total: maybe(z.number()),
  dealer_upcard: maybe(z.union([z.number(), z.string()])), is_soft: maybe(z.boolean()), bet: maybe(wireAmount),
  payout: maybe(wireAmount), balance: maybe(wireAmount),
});

export const distributedWire = z.looseObject({
  escrow_id: z.string().min(1), status: maybe(z.string()), total_amount: maybe(wireAmount), fee: maybe(wireAmount),
  commission: maybe(wireAmount), referral_commission: maybe(wireAmount), new_balance: maybe(wireAmount),
});

export type HandWire = z.infer<typeof handWire>;
