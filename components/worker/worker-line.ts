import type { Usdc } from "@/lib/core/money";
import type { ReferralProof } from "@/lib/core/referral/proof";
import type { EpochMs } from "@/lib/core/time";

/** One worker as the roster shows it. Units: micros. */
export interface WorkerLine {
  id: string;
  name: string;
  role: string;
  state: string;
  proof: ReferralProof;
  upstreamId: string | null;
  fees: Usdc;
  net: Usdc;
  hasCosts: boolean;
  failure: string | null;
  heartbeatAt: EpochMs | null;
  wallet: { spent: Usdc; dailyLimit: Usdc | null } | null;
}

export interface WorkerTotals {
  count: number;
  fees: Usdc;
  net: Usdc;
  spent: Usdc;
  allowed: Usdc;
}
