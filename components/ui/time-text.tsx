import type { EpochMs } from "@/lib/core/time";
import { formatDistance, formatInstant, formatMoment } from "@/lib/format/dates";

interface TimeTextProps {
  at: EpochMs;
  now: EpochMs;
  /** `both` is clock and distance, for places with room. */
  show?: "both" | "clock" | "distance";
}

export function TimeText({ at, now, show = "both" }: TimeTextProps) {
  return (
    <time dateTime={new Date(at).toISOString()} title={formatInstant(at)} className="whitespace-nowrap">
      {show !== "distance" && formatMoment(at, now)}
      {show === "both" && <span className="text-ink3">, </span>}
      {show !== "clock" && <span className={show === "both" ? "text-ink3" : undefined}>{formatDistance(at, now)}</span>}
    </time>
  );
}
