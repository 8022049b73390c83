import { Archive, CircleCheck, CircleQuestionMark, CircleX, LoaderCircle } from "lucide-react";
import type { IntentOutcome } from "@/lib/core/command/intent";
import { StatusBadge } from "./status-badge";
import { lookOf, type StatusLook } from "./vocabulary";

const LOOKS: Record<IntentOutcome, StatusLook> = {
  sending: { tone: "info", icon: LoaderCircle },
  succeeded: { tone: "ok", icon: CircleCheck },
  rejected: { tone: "bad", icon: CircleX },
  unknown: { tone: "unk", icon: CircleQuestionMark, dashed: true },
  abandoned: { tone: "mute", icon: Archive },
};

export function IntentOutcomeBadge({ outcome }: { outcome: string }) {
  return <StatusBadge word={outcome} look={lookOf(LOOKS, outcome)} />;
}
