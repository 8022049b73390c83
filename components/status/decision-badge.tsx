import { Ban, CircleCheck, CircleQuestionMark, CircleX, Hourglass, NotebookPen, Send } from "lucide-react";
import { StatusBadge } from "./status-badge";
import { lookOf, type StatusLook } from "./vocabulary";

const LOOKS: Record<string, StatusLook> = {
  allowed: { tone: "ok", icon: CircleCheck },
  denied: { tone: "bad", icon: Ban },
  waits: { tone: "warn", icon: Hourglass },
  requested: { tone: "info", icon: Send },
  recorded: { tone: "mute", icon: NotebookPen },
  succeeded: { tone: "ok", icon: CircleCheck },
  rejected: { tone: "bad", icon: CircleX },
  lapsed: { tone: "mute", icon: Hourglass },
  unknown: { tone: "unk", icon: CircleQuestionMark, dashed: true },
};

/** The result of an audit entry or of an approval. */
export function DecisionBadge({ decision }: { decision: string }) {
  return <StatusBadge word={decision} look={lookOf(LOOKS, decision)} />;
}
