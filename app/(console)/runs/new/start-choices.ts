import { patternWord } from "@/components/run/pattern-words";
import type { RunChoice, TemplateChoice } from "@/components/run/new/template-picker";
import type { RunListRow } from "@/lib/services/run/list-runs";
import type { RunTemplateLine } from "@/lib/services/run/templates";

export function toTemplateChoice({ id, name, description, plan, keptBy }: RunTemplateLine, roles: number): TemplateChoice {
  return { id, name, description, pattern: patternWord(String(plan["pattern"])), roles, keptBy };
}

export function toRunChoice({ id, number, name, pattern, state }: RunListRow): RunChoice {
  return { id, number, name, pattern: patternWord(pattern), state };
}
