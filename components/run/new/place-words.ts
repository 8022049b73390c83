import type { Json } from "@/lib/core/order/json-value";
import { textAt, valueAt } from "./plan-draft";

/** The labels of the form for the fields of a plan. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: "name", pattern: "pattern", funding: "funding", input: "input", legs: "legs", stages: "stages", key: "key", kind: "kind", label: "label", worker: "worker", backups: "backups",
  amount: "amount", ceiling: "ceiling", bidders: "bidders", workers: "workers", bidMinutes: "bids close after", weights: "weights", tieRule: "equal scores",
  allowsNewcomers: "newcomers", instructions: "instructions", resultSchema: "result schema", validators: "checks", workMinutes: "time for the work",
  timeoutHours: "escrow time-out", disputeMinutes: "dispute window", revisions: "revisions", attempts: "attempts", dependsOn: "depends on", isCritical: "critical",
  defaultOutput: "default output", settle: "stages are paid", isIndependent: "independent of the stage before",
};

const ENTRY_WORDS: Readonly<Record<string, string>> = { legs: "Leg", stages: "Stage", validators: "Check" };

/** `legs.1.stages.0.amount` in the words of the form: `Leg 2, code · Stage 1 · amount`. Blank for the whole plan. */
export function placeWords(path: string, draft: Json): string {
  const steps = path === "" ? [] : path.split(".");
  const words: string[] = [];
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index] ?? "";
    const entry = ENTRY_WORDS[step];
    const next = steps[index + 1];
    if (entry && next !== undefined && /^\d+$/.test(next)) {
      const at = steps.slice(0, index + 2).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
      const key = step === "legs" ? textAt(valueAt(draft, at), ["key"]) : "";
      words.push(`${entry} ${Number(next) + 1}${key ? `, ${key}` : ""}`);
      index += 1;
    } else if (!/^\d+$/.test(step)) {
      words.push(FIELD_WORDS[step] ?? step);
    }
  }
  const text = words.join(" · ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The nearest control on the page for a place, from the place itself upwards: its folds are opened and it gets the focus. */
export function focusPlace(path: string): boolean {
  const steps = path.split(".");
  for (let length = steps.length; length > 0; length -= 1) {
    const control = document.getElementById(`plan-${steps.slice(0, length).join(".")}`);
    if (!control) continue;
    for (let fold = control.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    return true;
  }
  return false;
}
