import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { Glyph } from "./glyph";
import type { GlyphName } from "./glyph-names";

export interface TimelineStep {
  id: string;
  title: string;
  time?: string;
  note?: ReactNode;
  icon: GlyphName | LucideIcon;
  /** `now` waits for a person, `ahead` has not come, `unknown` lost its reply. */
  phase: "done" | "now" | "ahead" | "failed" | "unknown";
}

const DOT: Record<TimelineStep["phase"], string> = {
  done: "bg-[color-mix(in_oklab,var(--ok)_16%,var(--surface))] text-ok",
  now: "bg-warn-fill text-canvas ring-4 ring-[color-mix(in_oklab,var(--warn-fill)_22%,transparent)]",
  ahead: "border border-dashed border-edge text-ink3",
  failed: "bg-[color-mix(in_oklab,var(--bad)_16%,var(--surface))] text-bad",
  unknown: "border border-dashed border-unk text-unk",
};

const LINE: Record<TimelineStep["phase"], string> = {
  done: "bg-ok",
  now: "bg-linear-to-r from-ok to-warn-fill",
  ahead: "border-t-2 border-dashed border-line2",
  failed: "bg-bad",
  unknown: "border-t-2 border-dashed border-unk",
};

/** Left to right from 1024 px, top to bottom below. */
export function Timeline({ steps, label }: { steps: readonly TimelineStep[]; label: string }) {
  return (
    <ol aria-label={label} className="flex flex-col gap-3 p-3.5 lg:flex-row lg:gap-0">
      {steps.map((step, index) => {
        const next = steps[index + 1];
        return (
          <li key={step.id} aria-current={step.phase === "now" ? "step" : undefined} className="flex min-w-0 gap-3 lg:flex-1 lg:flex-col lg:gap-2 lg:last:flex-none">
            <div className="flex items-center gap-2">
              <span className={cx("grid size-6 shrink-0 place-items-center rounded-full", DOT[step.phase])}>
                <Glyph name={step.icon} size={14} />
              </span>
              {next && <span aria-hidden className={cx("mr-2 hidden h-0.5 grow lg:block", LINE[next.phase])} />}
            </div>
            <div className="min-w-0 pr-3">
              <p className="text-table">
                <span className={cx("font-medium", step.phase === "now" && "text-warn", step.phase === "unknown" && "text-unk", step.phase === "failed" && "text-bad", step.phase === "ahead" && "text-ink2")}>
                  {step.title}
                </span>
                {step.time && <span className="text-second text-ink3"> {step.time}</span>}
              </p>
              {step.note && <div className="text-second text-ink3">{step.note}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
