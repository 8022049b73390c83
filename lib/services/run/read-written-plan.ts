import type { RunPlan } from "@/lib/core/run/plan";
import type { WrittenFault } from "@/lib/core/run/preview-view";
import { runPlanSchema } from "@/lib/schemas/run-plan";

/** A written plan, or everything that keeps it from being one. */
export function readWrittenPlan(raw: unknown): { readonly plan: RunPlan | null; readonly faults: readonly WrittenFault[] } {
  const parsed = runPlanSchema.safeParse(raw);
  if (parsed.success) return { plan: parsed.data, faults: [] };
  return { plan: null, faults: parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message: withoutPath(path, message), severity: "error" })) };
}

/** The schema's sentence begins with the path for those who see it alone; beside the field it would be said twice. */
function withoutPath(path: readonly PropertyKey[], message: string): string {
  const prefix = `${path.map(String).join(".")}: `;
  const words = path.length > 0 && message.startsWith(prefix) ? message.slice(prefix.length) : message;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
