import { subtract, max, usdc, ZERO } from "@/lib/core/money";
import { type EpochMs, fromDateOrNull } from "@/lib/core/time";
import type { WalletLine } from "@/lib/core/wallet/wallet-view";
import { nextReset, spentInWindow } from "./wallet-limit";

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
export function toWalletRow(stored: StoredWallet, now: EpochMs): WalletLine {
  const { balanceMicros, dailyLimitMicros, spentMicros: _spent, resetsAt, readAt, closedAt, createdAt: _created, ...rest } = stored;
  const spent = spentInWindow(stored, now);
  const dailyLimit = dailyLimitMicros === null ? null : usdc(dailyLimitMicros);
  return {
    ...rest, balance: usdc(balanceMicros), dailyLimit, spent,
    left: dailyLimit === null ? null : max(ZERO, subtract(dailyLimit, spent)),
    resetsAt: nextReset(resetsAt, now), readAt: fromDateOrNull(readAt), closedAt: fromDateOrNull(closedAt),
  };
}
