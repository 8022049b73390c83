import type { StatusLook } from "@/components/status/vocabulary";
import type { LegFacts } from "@/lib/core/run/leg-view";
import type { LegState } from "@/lib/core/run/states";

/** Colour, icon and word of a leg: always the three together. */
export type LegLook = StatusLook & { readonly word: string };

const LOOKS: Readonly<Record<LegState, LegLook>> = {
  waiting: { tone: "mute", icon: "hourglass", word: "waiting" },
  bidding: { tone: "info", icon: "gavel", word: "bidding" },
  locking: { tone: "info", icon: "loader", word: "locking" },
  funded: { tone: "info", icon: "lock", word: "funded" },
  working: { tone: "info", icon: "activity", word: "working" },
  judging: { tone: "info", icon: "clipboard-check", word: "judging" },
  accepted: { tone: "warn", icon: "package-check", word: "accepted" },
  releasing: { tone: "info", icon: "send", word: "releasing" },
  paid: { tone: "ok", icon: "circle-check", word: "released" },
  returning: { tone: "warn", icon: "undo-2", word: "returning" },
  failed: { tone: "bad", icon: "circle-x", word: "failed" },
  defaulted: { tone: "warn", icon: "skip-forward", word: "defaulted" },
  skipped: { tone: "mute", icon: "circle-slash", dashed: true, word: "not funded" },
  lost: { tone: "mute", icon: "flag", word: "lost the race" },
  stopped: { tone: "mute", icon: "ban", word: "stopped" },
};

/** How a leg looks now. A leg that waits for its money back looks like what it will be then. */
export function legLook(leg: Pick<LegFacts, "state" | "afterReturn" | "reviewState" | "escrow" | "failureCode">): LegLook {
  if (leg.escrow?.intent === "unknown") return { tone: "unk", icon: "circle-question-mark", dashed: true, word: "unknown" };
  if (leg.state === "returning" && leg.afterReturn === "failed") return leg.failureCode === "LATER_STAGE_FAILED" ? { tone: "warn", icon: "lock", word: "at risk" } : LOOKS.failed;
  if (leg.state === "returning" && leg.afterReturn === "again") return { tone: "warn", icon: "rotate-cw", word: "trying again" };
  if (leg.state === "judging" && leg.reviewState === "wanted") return { tone: "warn", icon: "user-check", word: "needs review" };
  if (leg.state === "waiting" && leg.failureCode !== null) return { tone: "warn", icon: "hourglass", word: "held" };
  return Object.hasOwn(LOOKS, leg.state) ? LOOKS[leg.state] : { tone: "unk", icon: "circle-question-mark", dashed: true, word: leg.state };
}

/** True when the leg's work came to nothing, also while its money is still on its way back. */
export function hasFailed(leg: Pick<LegFacts, "state" | "afterReturn">): boolean {
  return leg.state === "failed" || (leg.state === "returning" && leg.afterReturn === "failed");
}
