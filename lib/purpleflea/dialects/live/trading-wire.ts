/**
 * Trading. Source: transcript section 10 and reference 1.1.6 (2026-11-20). No position was opened in our run (there is
 * no exchange behind it): the fields of a position are the code's.
 */
import { z } from "zod";
import { maybe, wireAmount, wireTime } from "../wire-fields";

export const accountWire = z.looseObject({
  agent_id: z.string().min(1), tier: z.string(), max_leverage: z.number(), max_position_usd: wireAmount, total_volume: wireAmount,
  total_fees_paid: wireAmount, total_pnl: wireAmount, referral_code: maybe(z.string()),
  hl_wallet: maybe(z.looseObject({ address: maybe(z.string()) })),
});

export const riskWire = z.looseObject({
  risk_settings: z.looseObject({
    max_leverage: z.number(), max_position_usd: wireAmount, max_daily_loss_usd: wireAmount.nullable(),
  }),
  today: maybe(z.looseObject({
    current_loss_usd: maybe(wireAmount), trading_blocked: maybe(z.boolean()), resets_at: maybe(wireTime),
  })),
});

const price = maybe(z.union([z.number(), z.string()]));

/** The fields that the code names for an open position and for a closed one. */
const positionFields = {
  position_id: maybe(z.string().min(1)), id: maybe(z.string().min(1)), coin: maybe(z.string()), side: maybe(z.string()),
  size_usd: maybe(wireAmount), leverage: maybe(z.number()), entry_price: price, exit_price: price, fee: maybe(wireAmount),
  pnl: maybe(wireAmount), status: maybe(z.string()),
};

export const positionWire = z.looseObject(positionFields)
  .refine((row) => Boolean(row.position_id ?? row.id), "no position id");

export const positionsWire = z.looseObject({ positions: z.array(positionWire) });

/** The answer to a close is about the position that was named; it may not repeat the id. */
export const closedWire = z.looseObject({ ...positionFields, status: z.string().min(1) });

export type RiskWire = z.infer<typeof riskWire>;
export type PositionWire = z.infer<typeof positionWire>;
