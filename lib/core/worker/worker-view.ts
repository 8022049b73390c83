import type { Usdc } from "../money";
import type { ReferralProof } from "../referral/proof";
import type { EpochMs } from "../time";
import type { WalletLine } from "../wallet/wallet-view";

/** One line of the roster. `wallet` is `null` while the worker has none; a limit of `null` is none at all. Units: micros. */
export interface WorkerLine {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly state: string;
  readonly proof: ReferralProof;
  readonly upstreamId: string | null;
  readonly fees: Usdc;
  readonly net: Usdc;
  readonly hasCosts: boolean;
  readonly failure: string | null;
  readonly heartbeatAt: EpochMs | null;
  readonly wallet: { readonly spent: Usdc; readonly dailyLimit: Usdc | null } | null;
}

/** Sums over every match, not over the page. Units: micros. */
export interface WorkerTotals {
  readonly count: number;
  readonly fees: Usdc;
  readonly net: Usdc;
  readonly spent: Usdc;
  readonly allowed: Usdc;
}

/** A platform key as a page may know it: that it is there, never what it is. */
export interface WorkerKey {
  readonly version: number;
  readonly createdAt: EpochMs;
  readonly retiredAt: EpochMs | null;
}

/** One worker with its account, keys and wallet. Units: micros. `wallet` is the open one, else the last closed one. */
export interface WorkerDetail {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly state: string;
  readonly capabilities: readonly string[];
  readonly proof: ReferralProof;
  readonly proofNote: string | null;
  readonly referralCodeUsed: string | null;
  readonly ownReferralCode: string | null;
  readonly upstreamId: string | null;
  readonly upstreamWallet: string | null;
  readonly parentName: string | null;
  readonly batch: { readonly id: string; readonly number: number } | null;
  readonly failure: string | null;
  readonly prompt: string | null;
  readonly fees: Usdc;
  readonly paid: Usdc;
  readonly earned: Usdc;
  readonly referral: Usdc;
  readonly net: Usdc;
  readonly createdAt: EpochMs;
  readonly registeredAt: EpochMs | null;
  readonly retiredAt: EpochMs | null;
  readonly heartbeatAt: EpochMs | null;
  readonly keys: readonly WorkerKey[];
  readonly wallet: WalletLine | null;
}

/** One booked effect of money on the worker. Units: micros. */
export interface WorkerCost {
  readonly id: string;
  readonly kind: string;
  readonly product: string;
  readonly amount: Usdc;
  readonly escrowId: string | null;
  readonly at: EpochMs;
}

/** One escrow that names the worker. Units: micros. */
export interface WorkerEscrow {
  readonly id: string;
  readonly side: "payer" | "payee";
  readonly counterparty: string;
  readonly state: string;
  readonly platformWord: string | null;
  readonly amount: Usdc;
  readonly deadlineAt: EpochMs | null;
  readonly createdAt: EpochMs;
}

/** What a retirement waits for and what it brings home, as last read. Units: micros. */
export interface RetirementPlan {
  readonly openEscrows: readonly { readonly id: string; readonly state: string; readonly amountMicros: bigint }[];
  readonly walletMicros: bigint;
  readonly balanceMicros: bigint | null;
  readonly unknownIntents: number;
}

/** Where a worker's own process hears of its orders; never the secret. */
export interface WorkerPush {
  readonly url: string;
  readonly isOn: boolean;
  readonly changedBy: string;
  readonly changedAt: EpochMs;
  readonly lastSentAt: EpochMs | null;
  readonly lastError: string | null;
  readonly waiting: number;
}
