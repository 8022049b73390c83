import type { ReactNode } from "react";
import { cx } from "./cx";
import type { Tone } from "./tone";

interface CardProps {
  children: ReactNode;
  className?: string;
  /** Tints the border: a panel that needs a person. */
  tone?: Tone;
  label?: string;
}

export function Card({ children, className, tone, label }: CardProps) {
  const tinted = tone && `tone-${tone} border-[color-mix(in_oklab,var(--tone)_50%,transparent)]`;
  return (
    <section aria-label={label} className={cx("card", tinted, className)}>
      {children}
    </section>
  );
}

interface CardHeadProps {
  title: ReactNode;
  /** Secondary words after the title. */
  note?: ReactNode;
  /** Right end: freshness, tabs, a button. */
  aside?: ReactNode;
  compact?: boolean;
  level?: 2 | 3;
}

export function CardHead({ title, note, aside, compact = false, level = 2 }: CardHeadProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className={cx("flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3.5", compact ? "min-h-[38px] py-1" : "min-h-[42px] py-1.5")}>
      <Heading className="text-body">{title}</Heading>
      {note && <div className="flex min-w-0 items-center gap-2 text-second text-ink3">{note}</div>}
      {aside && <div className="ml-auto flex items-center gap-2 text-second text-ink3">{aside}</div>}
    </div>
  );
}

export function CardBody({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx("p-3.5", className)}>{children}</div>;
}

export function CardFoot({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={cx("flex flex-wrap items-center justify-between gap-3 border-t border-line px-3.5 py-2.5 text-second text-ink3", className)}>
      {children}
    </div>
  );
}
