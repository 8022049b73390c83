import type { WorkerState } from "@/lib/core/worker/states";
import { StatusBadge } from "./status-badge";
import { lookOf, type StatusLook } from "./vocabulary";

const LOOKS: Record<WorkerState, StatusLook> = {
  live: { tone: "ok", icon: "activity" },
  registering: { tone: "info", icon: "loader" },
  unverified: { tone: "warn", icon: "shield-question-mark", dashed: true },
  stale: { tone: "warn", icon: "timer-off" },
  quarantined: { tone: "bad", icon: "shield-alert" },
  frozen: { tone: "mute", icon: "snowflake" },
  failed: { tone: "bad", icon: "circle-x" },
  retiring: { tone: "mute", icon: "archive" },
  retired: { tone: "mute", icon: "archive" },
};

export function WorkerStateBadge({ state }: { state: string }) {
  return <StatusBadge word={state} look={lookOf(LOOKS, state)} />;
}
