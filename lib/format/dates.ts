import type { EpochMs } from "@/lib/core/time";
import { formatDuration } from "./durations";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `14:20`, in UTC. */
export function formatClock(at: EpochMs): string {
  return new Date(at).toISOString().slice(11, 16);
}

/** `14:02:31`, in UTC. */
export function formatClockSeconds(at: EpochMs): string {
  return new Date(at).toISOString().slice(11, 19);
}

/** `Fri 20 Nov`, the UTC day. */
export function formatDay(at: EpochMs): string {
  const date = new Date(at);
  return `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** `Fri 20 Nov 2026, 14:20:31 UTC`: the full instant, for titles and exports that people read. */
export function formatInstant(at: EpochMs): string {
  return `${formatDay(at)} ${new Date(at).getUTCFullYear()}, ${formatClockSeconds(at)} UTC`;
}

/** `14:20 UTC`, with the day in front when it is not the day of `now`. */
export function formatMoment(at: EpochMs, now: EpochMs): string {
  const clock = `${formatClock(at)} UTC`;
  return formatDay(at) === formatDay(now) && Math.abs(at - now) < 86_400_000 ? clock : `${formatDay(at)} ${clock}`;
}

/** `in 1 h 07 min`, `2 s ago`, `now`. */
export function formatDistance(at: EpochMs, now: EpochMs): string {
  const apart = at - now;
  if (Math.abs(apart) < 1_000) return "now";
  return apart > 0 ? `in ${formatDuration(apart)}` : `${formatDuration(-apart)} ago`;
}

/** Clock and distance together: `15:10 UTC, in 1 h 07 min`. */
export function formatWhen(at: EpochMs, now: EpochMs): string {
  return `${formatMoment(at, now)}, ${formatDistance(at, now)}`;
}

/** The second zone of a reader: `15:20 Berlin`. */
export function formatClockIn(at: EpochMs, timeZone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(at);
  return `${clock} ${(timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ")}`;
}
