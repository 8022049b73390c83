import { StatusBadge } from "@/components/status/status-badge";
import { lookOf, type StatusLook } from "@/components/status/vocabulary";
import { Badge } from "@/components/ui/badge";
import type { RunLine } from "@/lib/core/run/run-view";
import type { RunState } from "@/lib/core/run/states";

const LOOKS: Record<RunState, StatusLook> = {
  running: { tone: "info", icon: "play" },
  paused: { tone: "warn", icon: "circle-pause" },
  stopping: { tone: "warn", icon: "circle-stop" },
  done: { tone: "ok", icon: "circle-check" },
  failed: { tone: "bad", icon: "circle-x" },
  stopped: { tone: "mute", icon: "ban" },
};

/** The state, and beside it what wants a person: held, failed legs. */
export function RunStateBadge({ run }: { run: Pick<RunLine, "state" | "held"> & { failedCount: number } }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <StatusBadge word={run.state} look={lookOf(LOOKS, run.state)} />
      {run.held && run.state === "running" && <Badge tone="warn" icon="hourglass" dashed title={run.held.note}>held</Badge>}
      {run.failedCount > 0 && run.state !== "failed" && <Badge tone="bad" icon="circle-x">{run.failedCount} failed</Badge>}
    </span>
  );
}
