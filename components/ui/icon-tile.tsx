import type { LucideIcon } from "lucide-react";
import { Glyph } from "./glyph";
import type { GlyphName } from "./glyph-names";
import type { Tone } from "./tone";

/** A square with a state's icon, in front of a statement. */
export function IconTile({ icon, tone, dashed = false }: { icon: GlyphName | LucideIcon; tone: Tone; dashed?: boolean }) {
  return (
    <span className={`tile tone-${tone} ${dashed ? "border border-dashed border-tone bg-transparent!" : ""}`}>
      <Glyph name={icon} size={16} />
    </span>
  );
}
