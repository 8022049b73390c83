import type { IntentOutcome } from "@/lib/core/command/intent";
import { StatusBadge } from "./status-badge";
import { lookOf, type StatusLook } from "./vocabulary";

const LOOKS: Record<IntentOutcome, StatusLook> = {
  sending: { tone: "info", icon: "loader" },
  succeeded: { tone: "ok", icon: "circle-check" },
  rejected: { tone: "bad", icon: "circle-x" },
  unknown: { tone: "unk", icon: "circle-question-mark", dashed: true },
  abandoned: { tone: "mute", icon: "archive" },
};

export function IntentOutcomeBadge({ outcome }: { outcome: string }) {
  return <StatusBadge word={outcome} look={lookOf(LOOKS, outcome)} />;
}
