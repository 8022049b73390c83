import { patternWord } from "@/components/run/pattern-words";
import type { RunChoice, TemplateChoice } from "@/components/run/new/template-picker";
import type { RunLine } from "@/lib/core/run/run-view";
import type { RunTemplateLine } from "@/lib/services/run/templates";

export function toTemplateChoice({ id, name, description, plan, keptBy }: RunTemplateLine, roles: number): TemplateChoice {
  return { id, name, description, pattern: patternWord(String(plan["pattern"])), roles, keptBy };
}

export function toRunChoice({ id, number, name, pattern, state }: RunLine): RunChoice {
  return { id, number, name, pattern: patternWord(pattern), state };
}
