import type { RunTemplate } from "./template";
import { HUB_TEMPLATES } from "./templates-hubs";
import { OTHER_TEMPLATES } from "./templates-others";

/** The built-in plans, in the order of the documents that they come from. */
export const RUN_TEMPLATES: readonly RunTemplate[] = [
  "research-hub", "trading-team", "three-stages", "analysis-auction", "data-labelling", "review-network", "content-pipeline", "audit-chain",
].flatMap((key) => [...HUB_TEMPLATES, ...OTHER_TEMPLATES].filter((template) => template.key === key));

/** A built-in template by its key or its name, or `null`. */
export function findTemplate(word: string): RunTemplate | null {
  return RUN_TEMPLATES.find(({ key, name }) => key === word || name === word) ?? null;
}
