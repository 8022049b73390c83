import { Activity, Archive, CircleX, LoaderCircle, ShieldAlert, ShieldQuestionMark, Snowflake, TimerOff } from "lucide-react";
import type { WorkerState } from "@/lib/core/worker/states";
import { StatusBadge } from "./status-badge";
import { lookOf, type StatusLook } from "./vocabulary";

const LOOKS: Record<WorkerState, StatusLook> = {
  live: { tone: "ok", icon: Activity },
  registering: { tone: "info", icon: LoaderCircle },
  unverified: { tone: "warn", icon: ShieldQuestionMark, dashed: true },
  stale: { tone: "warn", icon: TimerOff },
  quarantined: { tone: "bad", icon: ShieldAlert },
  frozen: { tone: "mute", icon: Snowflake },
  failed: { tone: "bad", icon: CircleX },
  retiring: { tone: "mute", icon: Archive },
  retired: { tone: "mute", icon: Archive },
};

export function WorkerStateBadge({ state }: { state: string }) {
  return <StatusBadge word={state} look={lookOf(LOOKS, state)} />;
}
