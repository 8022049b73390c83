import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import type { Tone } from "./tone";

interface BadgeProps {
  tone: Tone;
  icon?: LucideIcon;
  /** Not certain, or not there. */
  dashed?: boolean;
  title?: string;
  children: ReactNode;
}

export function Badge({ tone, icon: Icon, dashed = false, title, children }: BadgeProps) {
  return (
    <span title={title} className={cx("badge", `tone-${tone}`, dashed && "badge-dashed")}>
      {Icon && <Icon size={12} strokeWidth={2.25} aria-hidden />}
      {children}
    </span>
  );
}
