import type { GlyphName } from "../ui/glyph-names";
import type { Tone } from "../ui/tone";

/** How one word of a vocabulary looks: colour, icon and word together, never colour alone. */
export interface StatusLook {
  tone: Tone;
  icon: GlyphName;
  dashed?: boolean;
  word?: string;
}

/** The look of a word, when the vocabulary has it. */
export function lookOf(looks: Readonly<Record<string, StatusLook>>, word: string): StatusLook | undefined {
  return Object.hasOwn(looks, word) ? looks[word] : undefined;
}
