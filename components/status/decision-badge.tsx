import { StatusBadge } from "./status-badge";
import { lookOf, type StatusLook } from "./vocabulary";

const LOOKS: Record<string, StatusLook> = {
  allowed: { tone: "ok", icon: "circle-check" },
  denied: { tone: "bad", icon: "ban" },
  waits: { tone: "warn", icon: "hourglass" },
  requested: { tone: "info", icon: "send" },
  recorded: { tone: "mute", icon: "notebook-pen" },
  succeeded: { tone: "ok", icon: "circle-check" },
  rejected: { tone: "bad", icon: "circle-x" },
  lapsed: { tone: "mute", icon: "hourglass" },
  unknown: { tone: "unk", icon: "circle-question-mark", dashed: true },
};

/** The result of an audit entry or of an approval. */
export function DecisionBadge({ decision }: { decision: string }) {
  return <StatusBadge word={decision} look={lookOf(LOOKS, decision)} />;
}
