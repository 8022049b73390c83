import type { EpochMs } from "@/lib/core/time";
import type { Usdc } from "@/lib/core/money";

/** Rows are plain values, replaced whole. Money fields end in `Micros`: the journal writes them as decimal text. */
/** Which service made the agent: each published service knows only its own (transcript section 9). */
export type AgentKind = "fleet" | "casino" | "wallet" | "trading" | "domains" | "domains-older";

/** What a key may be limited to at its registration (seed 000). */
export type Scope = "trading" | "casino" | "wallet" | "domains";

export interface AgentRow {
  readonly id: string;
  readonly kind: AgentKind;
  /** Absent in rows of older journals: no limit. */
  readonly scope?: Scope | null;
  readonly name: string | null;
  readonly type: string | null;
  readonly capabilities: readonly string[];
  readonly parentId: string | null;
  readonly referrerId: string | null;
  readonly usedCode: string | null;
  readonly ownCode: string;
  readonly walletId: string;
  readonly keyHash: string;
  readonly keyVersion: number;
  readonly createdAt: EpochMs;
}

export interface WalletRow {
  readonly id: string;
  readonly label: string | null;
  readonly parentId: string;
  readonly agentId: string | null;
  readonly dailyLimitMicros: Usdc | null;
  readonly autoReset: boolean;
  readonly allowWithdrawals: boolean;
  /** Spent in the window `spentWindow`, counted in whole days since `createdAt`. */
  readonly spentMicros: Usdc;
  readonly spentWindow: number;
  readonly createdAt: EpochMs;
}

export type Dialect = "fleet" | "router" | "live" | "market" | "pool";

export type EscrowStatus =
  | "created" | "locked" | "completed" | "released" | "refunded" | "split" | "cancelled" | "disputed";

export interface EscrowEventRow {
  readonly event: string;
  readonly actorId: string | null;
  readonly note: string;
  readonly at: EpochMs;
}

export interface EscrowRow {
  readonly id: string;
  readonly dialect: Dialect;
  readonly holderId: string;
  readonly payerId: string;
  readonly payeeId: string;
  readonly payeeAccount: string;
  readonly beneficiary: string;
  readonly amountMicros: Usdc;
  readonly feeMicros: Usdc;
  readonly referrerId: string | null;
  readonly description: string;
  readonly metadataText: string | null;
  readonly resultSummary: string | null;
  readonly status: EscrowStatus;
  readonly cause: "timeout" | "cancel" | "dispute" | null;
  readonly timeoutHours: number | null;
  readonly deadlineAt: EpochMs | null;
  readonly lockCode: string | null;
  readonly taskId: string | null;
  readonly fingerprint: string | null;
  readonly createdAt: EpochMs;
  readonly lockedAt: EpochMs | null;
  readonly completedAt: EpochMs | null;
  readonly settledAt: EpochMs | null;
  readonly disputedAt: EpochMs | null;
  readonly events: readonly EscrowEventRow[];
}

/** The remembered answer of a request that carried a `task_id`. */
export interface AnswerRow {
  readonly id: string;
  readonly fingerprint: string;
  readonly answerText: string;
}
