import type { EpochMs } from "@/lib/core/time";
import type { PlatformWallet } from "@/lib/purpleflea/records";

/** The columns that a platform's answer about a wallet sets. */
export function readingOf(wallet: PlatformWallet, at: EpochMs) {
  return {
    dailyLimitMicros: wallet.dailyLimit, autoReset: wallet.autoReset, allowWithdrawals: wallet.allowWithdrawals,
    balanceMicros: wallet.balance, spentMicros: wallet.spentInWindow,
    resetsAt: wallet.resetsAt === null ? null : new Date(wallet.resetsAt), readAt: new Date(at),
  };
}
