"use client";
import { Glyph } from "@/components/ui/glyph";
import type { WrittenFault } from "@/lib/core/run/preview-view";
import { usePlanEditor } from "./plan-context";
import { focusPlace, placeWords } from "./place-words";

const SHOWN = 12;
/** More warnings than this are folded: they keep nobody from starting. */
const WARNINGS_OPEN = 2;

/** What keeps the plan from starting and what it will do, each with the way to its field. */
export function FaultList({ faults, onOpenForm }: { faults: readonly WrittenFault[]; onOpenForm: () => void }) {
  const errors = faults.filter(({ severity }) => severity === "error");
  const warnings = faults.filter(({ severity }) => severity === "warning");
  if (faults.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {errors.length > 0 && <Faults label="Faults" faults={errors} onOpenForm={onOpenForm} />}
      {warnings.length > 0 && warnings.length <= WARNINGS_OPEN && <Faults label="Warnings" faults={warnings} onOpenForm={onOpenForm} />}
      {warnings.length > WARNINGS_OPEN && (
        <details className="text-table">
          <summary className="flex min-h-6 items-center gap-2 text-warn">
            <Glyph name="triangle-alert" size={15} /> {warnings.length} warnings <span className="text-second text-ink3">what the plan will do</span>
          </summary>
          <div className="pt-2">
            <Faults label="Warnings" faults={warnings} onOpenForm={onOpenForm} />
          </div>
        </details>
      )}
    </div>
  );
}

function Faults({ label, faults, onOpenForm }: { label: string; faults: readonly WrittenFault[]; onOpenForm: () => void }) {
  const { draft } = usePlanEditor();
  function open(path: string) {
    if (focusPlace(path)) return;
    onOpenForm();
    // The form is drawn first.
    requestAnimationFrame(() => requestAnimationFrame(() => focusPlace(path)));
  }
  return (
    <ul aria-label={label} className="flex flex-col gap-2">
      {faults.slice(0, SHOWN).map((fault, index) => (
        <li key={`${index}${fault.path}`} className={`flex gap-2 text-table tone-${fault.severity === "error" ? "bad" : "warn"}`}>
          <Glyph name={fault.severity === "error" ? "circle-x" : "triangle-alert"} size={15} className="mt-1 text-tone" />
          <div className="min-w-0">
            {fault.path !== "" && (
              <button type="button" onClick={() => open(fault.path)} className="block min-h-6 max-w-full truncate text-left text-second font-medium text-tone underline-offset-2 hover:underline">
                {placeWords(fault.path, draft)}
              </button>
            )}
            <p className="break-words text-ink2">{fault.message}</p>
          </div>
        </li>
      ))}
      {faults.length > SHOWN && <li className="text-second text-ink3">and {faults.length - SHOWN} more</li>}
    </ul>
  );
}
