import { type EpochMs, addMs, DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";

/** A session ends after this long without a request. */
export const SESSION_IDLE_MS = 12 * HOUR_MS;

/** A session ends after this long, whatever happens in it. */
export const SESSION_LIFE_MS = 7 * DAY_MS;

/** How stale `lastSeenAt` may become before a request writes it again. */
export const SESSION_SLIDE_MS = 5 * MINUTE_MS;

/** When a session seen at `now` ends: twelve hours later, at most seven days after the sign-in. */
export function sessionEnd(createdAt: EpochMs, now: EpochMs): EpochMs {
  return addMs(now, Math.min(SESSION_IDLE_MS, createdAt + SESSION_LIFE_MS - now));
}
