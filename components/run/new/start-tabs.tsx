"use client";
import { cx } from "@/components/ui/cx";

export type StartMode = "form" | "json" | "template";

const MODES: readonly { mode: StartMode; label: string }[] = [
  { mode: "form", label: "Form" }, { mode: "json", label: "JSON" }, { mode: "template", label: "Template or clone" },
];

interface StartTabsProps {
  mode: StartMode;
  onMode: (mode: StartMode) => void;
  /** The text is no JSON: there is no plan yet that fields could show. */
  isBroken: boolean;
}

/** Three ways to the same plan. */
export function StartTabs({ mode, onMode, isBroken }: StartTabsProps) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <div role="group" aria-label="Write the plan as" className="flex divide-x divide-line2 overflow-hidden rounded-control border border-line2 bg-sunken">
        {MODES.map(({ mode: each, label }) => (
          <button
            key={each} type="button" aria-pressed={mode === each} disabled={isBroken && each === "form"} onClick={() => onMode(each)}
            className={cx("min-h-[30px] max-md:min-h-[44px] pointer-coarse:min-h-[44px] px-3.5 text-table -outline-offset-2 disabled:opacity-55", mode === each ? "bg-line font-semibold text-ink" : "text-ink2 hover:text-ink")}
          >
            {label}
          </button>
        ))}
      </div>
      {isBroken && <p className="text-second text-ink3">The form opens again when the text is JSON.</p>}
    </div>
  );
}
