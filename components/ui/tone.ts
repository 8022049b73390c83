/** A colour by its meaning; the class `tone-…` sets `--tone`. */
export type Tone = "ok" | "info" | "warn" | "bad" | "unk" | "mute" | "accent";

const TEXT: Record<Tone | "ink", string> = {
  ok: "text-ok",
  info: "text-info",
  warn: "text-warn",
  bad: "text-bad",
  unk: "text-unk",
  mute: "text-ink3",
  accent: "text-accent",
  ink: "text-ink",
};

export function toneText(tone: Tone | "ink" | undefined): string {
  return TEXT[tone ?? "ink"];
}
