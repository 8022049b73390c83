import { PATTERNS } from "../run/plan";

/** In the place of a pattern: somebody outside the fleet paid. Its only effects are `earned` and `referral`. */
export const CLIENT_PATTERN = "client";

/** How money came to move: by one of the patterns, by a single payment outside a run, or because a client paid. */
export const COST_PATTERNS = [...PATTERNS, "single", CLIENT_PATTERN] as const;
export type CostPattern = (typeof COST_PATTERNS)[number];

/** As rows hold it: blank outside a run. */
export function storedPattern(pattern: CostPattern): string {
  return pattern === "single" ? "" : pattern;
}

/** A word of a row that we do not know is shown as a single payment: it belongs to no pattern of ours. */
export function patternOfRow(stored: string): CostPattern {
  return COST_PATTERNS.find((pattern) => pattern === stored) ?? "single";
}
