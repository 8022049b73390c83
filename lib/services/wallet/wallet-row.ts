import { subtract, max, usdc, ZERO } from "@/lib/core/money";
import { type EpochMs, fromDateOrNull } from "@/lib/core/time";
import type { WalletLine } from "@/lib/core/wallet/wallet-view";
import { nextReset, spentInWindow } from "./wallet-limit";

/** The columns as the database gives them. */
export interface StoredWallet
  extends Pick<WalletLine, "id" | "agentId" | "name" | "role" | "workerState" | "upstreamId" | "label" | "autoReset" | "allowWithdrawals" | "inFlight"> {
  readonly balanceMicros: bigint;
  readonly dailyLimitMicros: bigint | null;
  readonly spentMicros: bigint;
  readonly resetsAt: Date | null;
  readonly readAt: Date | null;
  readonly closedAt: Date | null;
  readonly createdAt: Date;
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
