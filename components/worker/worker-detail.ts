import type { Usdc } from "@/lib/core/money";
import type { ReferralProof } from "@/lib/core/referral/proof";
import type { EpochMs } from "@/lib/core/time";
import type { WalletLine } from "@/components/wallet/wallet-facts";

/** One worker as its page shows it. Units: micros. */
export interface WorkerDetailView {
  id: string;
  name: string;
  role: string;
  state: string;
  capabilities: readonly string[];
  proof: ReferralProof;
  proofNote: string | null;
  referralCodeUsed: string | null;
  ownReferralCode: string | null;
  upstreamId: string | null;
  upstreamWallet: string | null;
  parentName: string | null;
  batch: { id: string; number: number } | null;
  failure: string | null;
  prompt: string | null;
  fees: Usdc;
  paid: Usdc;
  earned: Usdc;
  referral: Usdc;
  net: Usdc;
  createdAt: EpochMs;
  registeredAt: EpochMs | null;
  retiredAt: EpochMs | null;
  heartbeatAt: EpochMs | null;
  keys: readonly { version: number; createdAt: EpochMs; retiredAt: EpochMs | null }[];
  wallet: WalletLine | null;
}
