import type { Funding, Pattern } from "@/lib/core/run/plan";
import type { GlyphName } from "../ui/glyph-names";

/** The patterns as people call them. */
export const PATTERN_WORDS: Readonly<Record<Pattern, string>> = {
  hub_spoke: "hub and spoke", pipeline: "pipeline", auction: "auction", marketplace: "marketplace",
};

export const PATTERN_ICON: Readonly<Record<Pattern, GlyphName>> = {
  hub_spoke: "workflow", pipeline: "milestone", auction: "gavel", marketplace: "store",
};

export const FUNDING_WORDS: Readonly<Record<Funding, string>> = { prefund: "prefund", lazy: "lazy" };

/** A pattern's name at the head of its group: `Auction`. */
export function patternTitle(pattern: Pattern): string {
  const words = PATTERN_WORDS[pattern];
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A stored word of a pattern in people's words; one that is not known stays as it is. */
export function patternWord(word: string): string {
  return Object.hasOwn(PATTERN_WORDS, word) ? PATTERN_WORDS[word as Pattern] : word;
}
