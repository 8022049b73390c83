import { BookOpen, CircleSlash, Eye, ShieldCheck } from "lucide-react";
import type { Evidence } from "@/lib/core/connection/capabilities";
import { StatusBadge } from "./status-badge";
import { lookOf, type StatusLook } from "./vocabulary";

const LOOKS: Record<Evidence, StatusLook> = {
  observed: { tone: "ok", icon: Eye },
  documented: { tone: "mute", icon: BookOpen },
  enforced: { tone: "accent", icon: ShieldCheck, word: "enforced here" },
  unavailable: { tone: "mute", icon: CircleSlash, dashed: true },
};

export function CapabilityBadge({ level, title }: { level: string; title?: string }) {
  return <StatusBadge word={level} look={lookOf(LOOKS, level)} title={title} />;
}
