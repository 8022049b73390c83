import { type Usdc, ZERO, max, subtract, usdc } from "@/lib/core/money";
import { DAY_MS, type EpochMs, addMs, toEpochMs } from "@/lib/core/time";

/** What a limit is counted from: the platform's last reading of one wallet. Units: micros. */
export interface WalletReading {
  readonly dailyLimitMicros: bigint | null;
  readonly spentMicros: bigint;
  readonly resetsAt: Date | null;
}

/** What counts as spent now: nothing once the reading's window is over. `now` is platform time. */
export function spentInWindow(wallet: WalletReading, now: EpochMs): Usdc {
  const isOver = wallet.resetsAt !== null && wallet.resetsAt.getTime() <= now;
  return isOver ? ZERO : usdc(wallet.spentMicros);
}

/** What the limit leaves after what is spent and what calls in flight hold; `null` without a limit. Never below zero. */
export function leftInWindow(wallet: WalletReading, held: bigint, now: EpochMs): Usdc | null {
  if (wallet.dailyLimitMicros === null) return null;
  return max(ZERO, subtract(usdc(wallet.dailyLimitMicros), usdc(spentInWindow(wallet, now) + held)));
}

/** The end of the running window: the platform counts steps of 24 hours from the last one it named. `null`: it never resets. */
export function nextReset(resetsAt: Date | null, now: EpochMs): EpochMs | null {
  if (resetsAt === null) return null;
  const named = toEpochMs(resetsAt.getTime());
  return named > now ? named : addMs(named, (Math.floor((now - named) / DAY_MS) + 1) * DAY_MS);
}
