import type { Evidence } from "@/lib/core/connection/capabilities";
import { StatusBadge } from "./status-badge";
import { lookOf, type StatusLook } from "./vocabulary";

const LOOKS: Record<Evidence, StatusLook> = {
  observed: { tone: "ok", icon: "eye" },
  documented: { tone: "mute", icon: "book-open" },
  enforced: { tone: "accent", icon: "shield-check", word: "enforced here" },
  unavailable: { tone: "mute", icon: "circle-slash", dashed: true },
};

export function CapabilityBadge({ level, title }: { level: string; title?: string }) {
  return <StatusBadge word={level} look={lookOf(LOOKS, level)} title={title} />;
}
