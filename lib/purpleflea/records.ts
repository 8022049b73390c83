import type { EscrowState, RefundCause } from "@/lib/core/escrow/states";
import type { Usdc } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";

/** A JSON object of the platform with keys and lock codes taken out: safe to store and to show. */
export type PlatformRecord = Readonly<Record<string, unknown>>;

/**
 * One answer: the value in our words, its redacted record, and the platform's own clock: the `Date`
 * header, cut to whole seconds.
 */
export interface PlatformAnswer<T> {
  readonly value: T;
  readonly platformAt: EpochMs | null;
  readonly raw: PlatformRecord | null;
}

/** `stateWord` is what the platform said, verbatim: the only truth when `state` is `unrecognised`. */
export interface PlatformEscrow {
  readonly upstreamId: string;
  readonly state: EscrowState;
  readonly stateWord: string;
  readonly refundCause: RefundCause | null;
  readonly amount: Usdc;
  readonly fee: Usdc | null;
  readonly net: Usdc | null;
  readonly referral: Usdc | null;
  readonly payerId: string | null;
  /** The payee's agent, as far as the platform names it; else what `beneficiary` says. */
  readonly payeeId: string | null;
  /** The wallet or agent that is paid, where the dialect pays wallets. */
  readonly beneficiary: string | null;
  readonly description: string | null;
  readonly taskId: string | null;
  readonly createdAt: EpochMs | null;
  readonly deadlineAt: EpochMs | null;
  readonly completedAt: EpochMs | null;
  readonly settledAt: EpochMs | null;
  readonly disputedAt: EpochMs | null;
  readonly events: readonly PlatformEscrowEvent[];
}

/** `actorId` is `null` when the platform itself acted. */
export interface PlatformEscrowEvent {
  readonly id: string;
  readonly name: string;
  readonly actorId: string | null;
  readonly note: string | null;
  readonly at: EpochMs;
}

export interface PlatformWallet {
  readonly walletId: string;
  readonly label: string | null;
  readonly agentId: string | null;
  readonly balance: Usdc;
  /** `null`: the platform sets no limit. */
  readonly dailyLimit: Usdc | null;
  readonly spentInWindow: Usdc;
  readonly autoReset: boolean;
  readonly allowWithdrawals: boolean;
  readonly createdAt: EpochMs | null;
  readonly resetsAt: EpochMs | null;
}

/** An agent as its parent may read it. `referralCode` is the code it registered with, `null` when it has no link. */
export interface PlatformAgent {
  readonly agentId: string;
  readonly walletId: string | null;
  readonly agentType: string | null;
  readonly parentAgentId: string | null;
  readonly referralCode: string | null;
  readonly ownReferralCode: string | null;
  readonly registeredAt: EpochMs | null;
}

export interface PlatformBalance {
  readonly agentId: string;
  readonly available: Usdc;
}

/** `agentId` may be cut to a prefix (published statistics): `isPrefix` says so. */
export interface ReferredAgent {
  readonly agentId: string;
  readonly isPrefix: boolean;
  readonly earned: Usdc;
  readonly since: EpochMs | null;
}

/** One of the three levels of the published casino; `rate` is its own word, `10%` for one. */
export interface ReferralLevel {
  readonly level: number;
  readonly referredCount: number;
  readonly rate: string;
  readonly earned: Usdc;
}

export interface ReferralSummary {
  readonly referredCount: number;
  readonly totalCommissions: Usdc;
  readonly commissionsLast30Days: Usdc | null;
  readonly pending: Usdc | null;
  readonly byProduct: Readonly<Record<string, Usdc>>;
  readonly agents: readonly ReferredAgent[];
  /** Where the dialect has levels. The published code books all of them on level 1 (transcript section 2). */
  readonly levels?: readonly ReferralLevel[];
  /** What may be withdrawn, where commission is no balance yet. */
  readonly available?: Usdc | null;
}

/** `amount` is positive for a credit and negative for a debit. */
export interface PlatformLedgerEntry {
  readonly id: string;
  readonly amount: Usdc;
  readonly balanceAfter: Usdc;
  readonly reason: string;
  readonly reference: string | null;
  readonly service: string | null;
  readonly at: EpochMs;
}

export interface PlatformHealth {
  readonly status: string;
  readonly latencyMs: number;
}
