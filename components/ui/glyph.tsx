import type { LucideIcon } from "lucide-react";
import { cx } from "./cx";
import type { GlyphName } from "./glyph-names";

interface GlyphProps {
  name: GlyphName | LucideIcon;
  size?: number;
  className?: string;
}

/** An icon beside its word. A name costs the least; a component is for icons that the shared file lacks. */
export function Glyph({ name, size = 15, className }: GlyphProps) {
  const stroke = size <= 12 ? 2.25 : 2;
  if (typeof name !== "string") {
    const Icon = name;
    return <Icon size={size} strokeWidth={stroke} aria-hidden className={className} />;
  }
  return (
    <svg width={size} height={size} strokeWidth={stroke} aria-hidden className={cx("glyph", className)}>
      <use href={`/icons.svg#${name}`} />
    </svg>
  );
}
