import type { EscrowState } from "@/lib/core/escrow/states";
import { StatusBadge } from "./status-badge";
import { lookOf, type StatusLook } from "./vocabulary";

const LOOKS: Record<Exclude<EscrowState, "unrecognised"> | "unknown", StatusLook> = {
  created: { tone: "mute", icon: "file-plus" },
  locked: { tone: "info", icon: "lock" },
  completed: { tone: "warn", icon: "package-check" },
  released: { tone: "ok", icon: "circle-check" },
  refunded: { tone: "mute", icon: "undo-2" },
  split: { tone: "mute", icon: "split" },
  disputed: { tone: "bad", icon: "scale" },
  unknown: { tone: "unk", icon: "circle-question-mark", dashed: true },
  cancelled: { tone: "mute", icon: "ban" },
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
