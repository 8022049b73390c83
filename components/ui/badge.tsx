import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { Glyph } from "./glyph";
import type { GlyphName } from "./glyph-names";
import type { Tone } from "./tone";

interface BadgeProps {
  tone: Tone;
  icon?: GlyphName | LucideIcon;
  /** Not certain, or not there. */
  dashed?: boolean;
  title?: string;
  children: ReactNode;
}

export function Badge({ tone, icon, dashed = false, title, children }: BadgeProps) {
  return (
    <span {...(title && { title })} className={cx("badge", `tone-${tone}`, dashed && "badge-dashed")}>
      {icon && <Glyph name={icon} size={12} />}
      {children}
    </span>
  );
}
