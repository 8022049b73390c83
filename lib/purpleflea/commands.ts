import type { Usdc } from "@/lib/core/money";
import type { PlatformEscrow } from "./records";

/** How one read is made. */
export interface ReadCall {
  readonly signal?: AbortSignal;
}

/**
 * How one write is made. The key comes from the intent: it is the `task_id` where the dialect has one and the source
 * of the opaque reference in the description where it has none.
 */
export interface WriteCall {
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal;
}

export interface RegisterInput {
  /** Chosen by the caller where the dialect allows it; ignored on `live`, which makes its own id. */
  readonly name: string;
  readonly agentType: string;
  readonly capabilities: readonly string[];
  readonly referralCode: string | null;
  readonly parentAgentId: string | null;
}

/** `echoedReferralCode` is the code that the reply names as used; `null` where the dialect echoes nothing. */
export interface Registration {
  readonly agentId: string;
  readonly apiKey: string;
  readonly walletId: string | null;
  readonly ownReferralCode: string | null;
  readonly echoedReferralCode: string | null;
}

export interface RotateKeyInput {
  readonly agentId: string;
}

export interface RotatedKey {
  readonly agentId: string;
  readonly apiKey: string;
}

export interface ChildWalletInput {
  /** Unique per parent: an answer that was lost is found again by it. */
  readonly label: string;
  readonly agentId: string | null;
  /** `null`: no limit. */
  readonly dailyLimit: Usdc | null;
  readonly autoReset: boolean;
  readonly allowWithdrawals: boolean;
}

export interface WalletMoneyInput {
  readonly walletId: string;
  readonly amount: Usdc;
}

export interface WalletUpdateInput {
  readonly walletId: string;
  /** `null` takes the limit away; left out, it stays. */
  readonly dailyLimit?: Usdc | null;
  readonly autoReset?: boolean;
  readonly allowWithdrawals?: boolean;
}

export interface WalletSpendInput extends WalletMoneyInput {
  readonly purpose: string;
  readonly toAgentId: string | null;
}

/** What a money move did; `balance` is the wallet's or payer's balance afterwards, where the dialect says it. */
export interface MoneyMoved {
  readonly reference: string | null;
  readonly amount: Usdc;
  readonly balance: Usdc | null;
}

export interface CreateEscrowInput {
  readonly payerId: string;
  readonly payeeId: string;
  readonly amount: Usdc;
  readonly description: string;
  readonly timeoutHours: number;
  /** The operator's own task id; without one the idempotency key serves. */
  readonly taskId: string | null;
  readonly referralCode: string | null;
}

/** `lockCode` is a secret; `isReplay` says that the platform knew the task and gave its first answer again. */
export interface CreatedEscrow {
  readonly escrow: PlatformEscrow;
  readonly lockCode: string | null;
  readonly isReplay: boolean;
}

export interface EscrowInput {
  readonly escrowId: string;
}

export interface CompleteEscrowInput extends EscrowInput {
  /** What was done; only `market` carries it, the published code drops it. */
  readonly resultSummary?: string | null;
}

export interface ReleaseEscrowInput extends EscrowInput {
  /** Required by `fleet`; `null` elsewhere. */
  readonly lockCode: string | null;
}

export interface ReasonedEscrowInput extends EscrowInput {
  readonly reason: string | null;
}

/** What a verb did: the new state and the figures that the reply named. */
export interface EscrowMoved {
  readonly upstreamId: string;
  readonly state: PlatformEscrow["state"];
  readonly stateWord: string;
  readonly released: Usdc | null;
  readonly refunded: Usdc | null;
  readonly fee: Usdc | null;
  readonly referral: Usdc | null;
}

export interface PayInput {
  readonly toAgentId: string;
  readonly amount: Usdc;
  readonly memo: string | null;
}
