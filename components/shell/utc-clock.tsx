"use client";
import { toEpochMs } from "@/lib/core/time";
import { formatClockSeconds, formatDay } from "@/lib/format/dates";
import { useNow } from "../ui/use-now";
import { useShellSlots } from "./shell-slots";

export function UtcClock() {
  const now = toEpochMs(useNow(useShellSlots().renderedAtMs, 1_000));
  return (
    <span className="text-table whitespace-nowrap">
      {formatDay(now)} {formatClockSeconds(now)} <span className="text-ink3">UTC</span>
    </span>
  );
}
