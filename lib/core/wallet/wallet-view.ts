import type { Usdc } from "../money";
import type { EpochMs } from "../time";

/** One child wallet as lists and pages show it; `spent`, `left` and `resetsAt` are of the window that runs now. Times are platform time. */
export interface WalletLine {
  readonly id: string;
  readonly agentId: string;
  readonly name: string;
  readonly role: string;
  readonly workerState: string;
  readonly upstreamId: string | null;
  readonly label: string;
  readonly balance: Usdc;
  readonly dailyLimit: Usdc | null;
  readonly spent: Usdc;
  readonly left: Usdc | null;
  readonly autoReset: boolean;
  readonly allowWithdrawals: boolean;
  readonly resetsAt: EpochMs | null;
  readonly readAt: EpochMs | null;
  readonly closedAt: EpochMs | null;
  /** An action whose outcome is open: `sending` or `unknown`. */
  readonly inFlight: string | null;
}

/** What the open child wallets of a connection hold and may still spend. */
export interface WalletSummary {
  readonly count: number;
  readonly balance: Usdc;
  readonly spent: Usdc;
  readonly allowed: Usdc;
  readonly withoutLimit: number;
  readonly atLimit: number;
  readonly firstAtLimit: string | null;
  readonly nextResetAt: EpochMs | null;
  readonly oldestReadAt: EpochMs | null;
}

/** A worker that a wallet can be made for. */
export interface WalletCandidate {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly hasWallet: boolean;
}

/** One movement of a worker's wallets, newest first. Units: micros, negative when money left the wallet. */
export interface WalletMovement {
  readonly id: string;
  readonly kind: string;
  readonly amount: Usdc;
  readonly at: EpochMs;
}
