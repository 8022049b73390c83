import { StatusBadge } from "@/components/status/status-badge";
import { lookOf, type StatusLook } from "@/components/status/vocabulary";
import type { OrderState } from "@/lib/core/order/states";

const LOOKS: Record<OrderState, StatusLook> = {
  waiting: { tone: "mute", icon: "hourglass" },
  pending: { tone: "info", icon: "inbox" },
  claimed: { tone: "info", icon: "bot" },
  in_progress: { tone: "info", icon: "loader" },
  returned: { tone: "warn", icon: "package-check" },
  accepted: { tone: "ok", icon: "circle-check" },
  rejected: { tone: "bad", icon: "scale" },
  expired: { tone: "warn", icon: "timer-off" },
  cancelled: { tone: "mute", icon: "circle-slash" },
};

export function OrderStateBadge({ state }: { state: string }) {
  return <StatusBadge word={state.replace("_", " ")} look={lookOf(LOOKS, state)} />;
}
