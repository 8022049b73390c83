"use client";
import { formatCountdown } from "@/lib/format/durations";
import { HOUR_MS } from "@/lib/core/time";
import { useNow } from "./use-now";

interface CountdownProps {
  deadlineMs: number;
  /** Platform clock minus ours, in ms. */
  clockOffsetMs?: number;
  /** The server's moment of rendering, so that both sides agree on the first text. */
  renderedAtMs: number;
  className?: string;
}

/** Ticks each second below an hour, else each minute. */
export function Countdown({ deadlineMs, clockOffsetMs = 0, renderedAtMs, className }: CountdownProps) {
  const near = deadlineMs - renderedAtMs - clockOffsetMs < 2 * HOUR_MS;
  const now = useNow(renderedAtMs, near ? 1_000 : 60_000);
  const left = deadlineMs - now - clockOffsetMs;
  return (
    <span role="timer" aria-label={`Time left ${formatCountdown(left)}`} className={className}>
      {formatCountdown(left)}
    </span>
  );
}
