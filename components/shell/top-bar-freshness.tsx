"use client";
import { useLiveStatus } from "../live/live-provider";
import { Freshness } from "../status/freshness";
import { useNow } from "../ui/use-now";
import { useShellSlots } from "./shell-slots";

export interface PageFreshness {
  source: string;
  readAtMs: number;
  cadenceMs: number;
}

const STREAM = {
  connecting: { dot: "bg-mute", word: "Connecting" },
  connected: { dot: "bg-ok", word: "Live" },
  late: { dot: "bg-warn-fill", word: "Every 5 s" },
  stopped: { dot: "bg-bad", word: "Stopped" },
};

/** The age of the page's source; without one, the state of the live stream. */
export function TopBarFreshness({ freshness }: { freshness?: PageFreshness }) {
  const { renderedAtMs } = useShellSlots();
  const status = useLiveStatus();
  const now = useNow(renderedAtMs, 2_000);
  if (freshness) return <Freshness source={freshness.source} ageMs={now - freshness.readAtMs} cadenceMs={freshness.cadenceMs} />;
  const { dot, word } = STREAM[status];
  return (
    <span className="inline-flex items-center gap-1.5 text-second text-ink3">
      <span aria-hidden className={`size-1.5 rounded-full ${dot}`} />
      {word}
    </span>
  );
}
