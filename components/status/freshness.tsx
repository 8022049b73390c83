import { formatDuration } from "@/lib/format/durations";

export type FreshnessLevel = "live" | "late" | "stopped";

const DOT: Record<FreshnessLevel, string> = { live: "bg-ok", late: "bg-warn-fill", stopped: "bg-bad" };

interface FreshnessProps {
  /** What was read: `Ledger`, `Platform record`. The word Live, Late or Stopped stands there without one. */
  source?: string;
  ageMs: number;
  /** How often it should be read: amber over twice, red over ten times. */
  cadenceMs: number;
}

/** Age and source of a figure. */
export function Freshness({ source, ageMs, cadenceMs }: FreshnessProps) {
  const level = freshnessOf(ageMs, cadenceMs);
  return (
    <span className="inline-flex items-center gap-1.5 text-second whitespace-nowrap text-ink3">
      <span aria-hidden className={`size-1.5 rounded-full ${DOT[level]}`} />
      {source && level === "live" ? source : capital(level)} · {formatDuration(ageMs)}
      {level === "stopped" ? "" : " ago"}
    </span>
  );
}

export function freshnessOf(ageMs: number, cadenceMs: number): FreshnessLevel {
  if (ageMs > cadenceMs * 10) return "stopped";
  return ageMs > cadenceMs * 2 ? "late" : "live";
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
