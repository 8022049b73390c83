import { fromWire } from "../money";

/**
 * The least that one escrow may hold: 0.10 USDC. Source: published escrow code (`amount_usd` from 0.10), read
 * 2026-11-20; seeds 001 and 003 pay from 0.10 up.
 */
export const ESCROW_AMOUNT_MIN = fromWire("0.10");
