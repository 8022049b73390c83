"use client";
import { fieldId, usePlanEditor } from "./plan-context";
import { textAt } from "./plan-draft";

const CHOICES = [
  { value: "prefund", label: "Prefund", words: "Every escrow is locked at the start: each worker sees its money before it begins, and you need the whole budget now." },
  { value: "lazy", label: "Lazy", words: "Each escrow is locked when its turn comes: less money is bound, and a late leg may find too little of it." },
] as const;

/** When the money is locked, each choice with its price. */
export function FundingField() {
  const { draft, put } = usePlanEditor();
  const funding = textAt(draft, ["funding"]) || "prefund";
  return (
    <fieldset id={fieldId(["funding"])} tabIndex={-1} className="outline-none md:col-span-2">
      <legend className="mb-1.5 text-table font-medium">Funding</legend>
      <div className="grid gap-2 md:grid-cols-2">
        {CHOICES.map(({ value, label, words }) => (
          <label key={value} htmlFor={fieldId(`funding-${value}`)} className={`flex gap-2.5 rounded-control border p-2.5 ${funding === value ? "border-accent bg-[color-mix(in_oklab,var(--accent)_8%,transparent)]" : "border-line2 hover:bg-hover"}`}>
            <input
              type="radio" id={fieldId(`funding-${value}`)} name="plan-funding" value={value} checked={funding === value} className="mt-0.5 size-4 shrink-0 accent-accent-solid"
              onChange={() => put(["funding"], value)}
            />
            <span className="min-w-0">
              <span className="block text-table font-medium">{label}</span>
              <span className="block text-second text-ink3">{words}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
