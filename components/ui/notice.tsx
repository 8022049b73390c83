import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Glyph } from "./glyph";
import type { GlyphName } from "./glyph-names";
import type { Tone } from "./tone";

/** One or two sentences beside an icon: a warning near a field, a remark under a table. */
export function Notice({ tone, icon, children }: { tone: Tone; icon: GlyphName | LucideIcon; children: ReactNode }) {
  return (
    <div className={`tone-${tone} flex gap-2 text-table text-ink2`}>
      <Glyph name={icon} size={15} className="mt-0.5 text-tone" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
