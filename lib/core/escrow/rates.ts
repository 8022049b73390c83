import { type Bps, bps } from "@/lib/core/money";
import type { Dialect } from "./states";

/** A rate of the platform with the place and day it was read: rates change, and a figure must be able to say why. */
export interface SourcedRate {
  readonly rate: Bps;
  readonly source: string;
  readonly readOn: string;
}

/** 1 % of the amount, taken from the payee's side. */
export const ESCROW_FEE: SourcedRate = {
  rate: bps(100), source: "published escrow code and seeds 001, 002, 003", readOn: "2026-11-20",
};

/** 15 % of the fee, one level. */
export const ESCROW_REFERRAL_SHARE: SourcedRate = {
  rate: bps(1_500), source: "published escrow code and seeds 001, 003", readOn: "2026-11-20",
};

/** Whose referrer earns the share of the fee. */
export type ReferralBasis = "payer" | "payee";

/**
 * The published code pays the payer's referrer or the code in the body; the seeds pay whoever referred the worker.
 * Source: reference section 2.1, "whose referrer earns", 2026-11-20.
 */
export function referralBasis(dialect: Dialect): ReferralBasis {
  return dialect === "live" || dialect === "market" ? "payer" : "payee";
}

/** Whole hours that the published code clamps to (transcript section 5); outside of them it changes the figure in silence. */
export const TIMEOUT_HOURS_MIN = 1;
export const TIMEOUT_HOURS_MAX = 720;
export const TIMEOUT_HOURS_DEFAULT = 24;
