import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Tone } from "./tone";

/** One or two sentences beside an icon: a warning near a field, a remark under a table. */
export function Notice({ tone, icon: Icon, children }: { tone: Tone; icon: LucideIcon; children: ReactNode }) {
  return (
    <div className={`tone-${tone} flex gap-2 text-table text-ink2`}>
      <Icon size={15} aria-hidden className="mt-0.5 shrink-0 text-tone" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
