import { Ban, CircleCheck, CircleQuestionMark, FilePlus, Lock, PackageCheck, Scale, Split, Undo2 } from "lucide-react";
import type { EscrowState } from "@/lib/core/escrow/states";
import { StatusBadge } from "./status-badge";
import { lookOf, type StatusLook } from "./vocabulary";

const LOOKS: Record<Exclude<EscrowState, "unrecognised"> | "unknown", StatusLook> = {
  created: { tone: "mute", icon: FilePlus },
  locked: { tone: "info", icon: Lock },
  completed: { tone: "warn", icon: PackageCheck },
  released: { tone: "ok", icon: CircleCheck },
  refunded: { tone: "mute", icon: Undo2 },
  split: { tone: "mute", icon: Split },
  disputed: { tone: "bad", icon: Scale },
  unknown: { tone: "unk", icon: CircleQuestionMark, dashed: true },
  cancelled: { tone: "mute", icon: Ban },
};

interface EscrowStateBadgeProps {
  state: string;
  /** The platform's own word when the state is `unrecognised`. */
  raw?: string | null;
}

export function EscrowStateBadge({ state, raw }: EscrowStateBadgeProps) {
  const word = state === "unrecognised" ? (raw ?? state) : state;
  return <StatusBadge word={word} look={state === "unrecognised" ? undefined : lookOf(LOOKS, word)} />;
}
