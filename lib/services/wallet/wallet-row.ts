import { type Usdc, subtract, max, usdc, ZERO } from "@/lib/core/money";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import { nextReset, spentInWindow } from "./wallet-limit";

/** One child wallet as lists and pages show it; `spent`, `left` and `resetsAt` are of the window that runs now. */
export interface WalletRow {
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

/** The columns as the database gives them. */
export interface StoredWallet {
  readonly id: string;
  readonly agentId: string;
  readonly name: string;
  readonly role: string;
  readonly workerState: string;
  readonly upstreamId: string | null;
  readonly label: string;
  readonly balanceMicros: bigint;
  readonly dailyLimitMicros: bigint | null;
  readonly spentMicros: bigint;
  readonly autoReset: boolean;
  readonly allowWithdrawals: boolean;
  readonly resetsAt: Date | null;
  readonly readAt: Date | null;
  readonly closedAt: Date | null;
  readonly createdAt: Date;
  readonly inFlight: string | null;
}

/** `now` is platform time: it decides which window runs. */
export function toWalletRow(stored: StoredWallet, now: EpochMs): WalletRow {
  const { balanceMicros, dailyLimitMicros, spentMicros: _spent, resetsAt, readAt, closedAt, createdAt: _created, ...rest } = stored;
  const spent = spentInWindow(stored, now);
  const dailyLimit = dailyLimitMicros === null ? null : usdc(dailyLimitMicros);
  return {
    ...rest, balance: usdc(balanceMicros), dailyLimit, spent,
    left: dailyLimit === null ? null : max(ZERO, subtract(dailyLimit, spent)),
    resetsAt: nextReset(resetsAt, now), readAt: toInstant(readAt), closedAt: toInstant(closedAt),
  };
}

function toInstant(date: Date | null): EpochMs | null {
  return date === null ? null : toEpochMs(date.getTime());
}
