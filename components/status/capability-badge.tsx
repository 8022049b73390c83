import { BookOpen, CircleSlash, Eye, ShieldCheck } from "lucide-react";
import { StatusBadge } from "./status-badge";
import type { StatusLook } from "./vocabulary";

const LOOKS: Record<string, StatusLook> = {
  observed: { tone: "ok", icon: Eye },
  documented: { tone: "mute", icon: BookOpen },
  enforced_here: { tone: "accent", icon: ShieldCheck, word: "enforced here" },
  unavailable: { tone: "mute", icon: CircleSlash, dashed: true },
};

export function CapabilityBadge({ level, title }: { level: string; title?: string }) {
  return <StatusBadge word={level} look={LOOKS[level.replaceAll(/[ -]/g, "_")]} title={title} />;
}
