import type { CostPattern } from "@/lib/core/cost/patterns";

const PATTERN_WORDS: Record<CostPattern, string> = {
  hub_spoke: "hub and spoke", pipeline: "pipeline", auction: "auction", marketplace: "marketplace", single: "single payment", client: "paid by a client",
};

/** A pattern as people say it. */
export function formatPattern(pattern: CostPattern): string {
  return PATTERN_WORDS[pattern];
}

/** A role as people say it; agents outside the fleet have none. */
export function formatRole(role: string): string {
  return role === "external" ? "outside agents" : role;
}
