import { CircleCheck, CircleQuestionMark, CircleX, LoaderCircle } from "lucide-react";
import { StatusBadge } from "./status-badge";
import type { StatusLook } from "./vocabulary";

const LOOKS: Record<string, StatusLook> = {
  sending: { tone: "info", icon: LoaderCircle },
  succeeded: { tone: "ok", icon: CircleCheck },
  rejected: { tone: "bad", icon: CircleX },
  unknown: { tone: "unk", icon: CircleQuestionMark, dashed: true },
};

export function IntentOutcomeBadge({ outcome }: { outcome: string }) {
  return <StatusBadge word={outcome} look={LOOKS[outcome]} />;
}
