import { addMs, DAY_MS, type EpochMs, HOUR_MS, SECOND_MS } from "@/lib/core/time";

const FIRST_MS = 10 * SECOND_MS;
const GIVEN_UP_AFTER_MS = DAY_MS;

/** When to try again after `attempts` failures: 10 s, 20 s, 40 s, at most an hour apart; `null` a day after the alert. */
export function nextAttempt(createdAt: EpochMs, attempts: number, now: EpochMs): EpochMs | null {
  if (now - createdAt >= GIVEN_UP_AFTER_MS) return null;
  const waitMs = Math.min(HOUR_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 12));
  return addMs(now, waitMs);
}
