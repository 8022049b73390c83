import type { JsonObject } from "../order/json-value";
import type { Pattern } from "./plan";

/** A plan to begin with. Its agents are role words, as `@researcher`, that an operator replaces by agents. */
export interface RunTemplate {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** Why this pattern and no other. */
  readonly why: string;
  readonly pattern: Pattern;
  readonly roles: readonly TemplateRole[];
  /** The JSON of `runPlanSchema`, with role words for agents. */
  readonly plan: JsonObject;
}

export interface TemplateRole {
  /** As it stands in the plan, with its `@`. */
  readonly placeholder: string;
  readonly words: string;
}

export function roles(words: Readonly<Record<string, string>>): readonly TemplateRole[] {
  return Object.entries(words).map(([name, text]) => ({ placeholder: `@${name}`, words: text }));
}
