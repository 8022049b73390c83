import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/core/time";

/** A length of time in its two largest units: `41 s`, `17 min`, `1 h 07 min`, `3 d 04 h`. Rounds down. Units: ms. */
export function formatDuration(lengthMs: number): string {
  const length = Math.max(0, lengthMs);
  if (length < MINUTE_MS) return `${Math.floor(length / SECOND_MS)} s`;
  if (length < HOUR_MS) return `${Math.floor(length / MINUTE_MS)} min`;
  if (length < 2 * DAY_MS) return `${Math.floor(length / HOUR_MS)} h ${padded(Math.floor((length % HOUR_MS) / MINUTE_MS))} min`;
  return `${Math.floor(length / DAY_MS)} d ${padded(Math.floor((length % DAY_MS) / HOUR_MS))} h`;
}

/** Like `formatDuration`, with seconds below an hour: `3 min 47 s`. */
export function formatDurationExact(lengthMs: number): string {
  const length = Math.max(0, lengthMs);
  if (length < MINUTE_MS || length >= HOUR_MS) return formatDuration(length);
  return `${Math.floor(length / MINUTE_MS)} min ${padded(Math.floor((length % MINUTE_MS) / SECOND_MS))} s`;
}

/** Time left before a deadline: `17:29` below an hour, two units above, `00:00` once it has passed. */
export function formatCountdown(leftMs: number): string {
  if (leftMs <= 0) return "00:00";
  if (leftMs >= HOUR_MS) return formatDuration(leftMs);
  return `${padded(Math.floor(leftMs / MINUTE_MS))}:${padded(Math.floor((leftMs % MINUTE_MS) / SECOND_MS))}`;
}

function padded(value: number): string {
  return String(value).padStart(2, "0");
}
