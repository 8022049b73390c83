import { Ban, CircleCheck, CircleQuestionMark, Hourglass } from "lucide-react";
import { StatusBadge } from "./status-badge";
import type { StatusLook } from "./vocabulary";

const LOOKS: Record<string, StatusLook> = {
  allowed: { tone: "ok", icon: CircleCheck },
  denied: { tone: "bad", icon: Ban },
  waits: { tone: "warn", icon: Hourglass },
  requested: { tone: "warn", icon: Hourglass },
  lapsed: { tone: "mute", icon: Hourglass },
  unknown: { tone: "unk", icon: CircleQuestionMark, dashed: true },
};

/** The result of an audit entry or of an approval. */
export function DecisionBadge({ decision }: { decision: string }) {
  return <StatusBadge word={decision} look={LOOKS[decision]} />;
}
