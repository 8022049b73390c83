import type { TimelineStep } from "@/components/ui/timeline";
import type { EscrowDetail } from "@/lib/core/escrow/escrow-view";
import { isFinal, isHolding } from "@/lib/core/escrow/states";
import type { EpochMs } from "@/lib/core/time";
import { formatClock, formatClockSeconds, formatDay } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";

/** The life of an escrow, left to right: what happened, what waits for a person, what comes by itself. */
export function timelineSteps(escrow: EscrowDetail, now: EpochMs): TimelineStep[] {
  const clock = (at: EpochMs | null) => (at === null ? undefined : clockText(at, now));
  const created = escrow.events.find(({ kind }) => kind === "created");
  const steps: TimelineStep[] = [{
    id: "created", title: "Created", icon: "file-plus", phase: "done", time: clock(created?.at ?? escrow.createdAt), note: created?.actorName,
  }];
  if (escrow.lockedAt !== null) {
    steps.push({ id: "locked", title: "Locked", icon: "lock", phase: "done", time: clock(escrow.lockedAt), note: `${formatUsdc(escrow.amount, "detail")} left ${escrow.payer.name}` });
  } else if (!isFinal(escrow.state)) {
    steps.push(lockAhead(escrow));
  }
  if (escrow.completedAt !== null) {
    steps.push({ id: "completed", title: "Completed", icon: "package-check", phase: "done", time: clock(escrow.completedAt), note: `${escrow.payee.name} says done` });
  } else if (escrow.state === "locked") {
    steps.push({ id: "completed", title: "Complete", icon: "package-check", phase: "ahead", note: `${escrow.payee.name}, optional` });
  }
  return [...steps, ...endSteps(escrow, clock)];
}

function lockAhead({ openIntent }: EscrowDetail): TimelineStep {
  const isUnknown = openIntent?.outcome === "unknown";
  return {
    id: "locked", title: "Lock", icon: isUnknown ? "circle-question-mark" : "lock", phase: isUnknown ? "unknown" : "ahead",
    note: isUnknown ? "the reply was lost" : "on its way",
  };
}

const ENDS: Readonly<Record<string, Pick<TimelineStep, "title" | "icon" | "phase">>> = {
  released: { title: "Released", icon: "circle-check", phase: "done" },
  refunded: { title: "Refunded", icon: "undo-2", phase: "done" },
  split: { title: "Split", icon: "split", phase: "done" },
  cancelled: { title: "Cancelled", icon: "ban", phase: "failed" },
};

function endSteps(escrow: EscrowDetail, clock: (at: EpochMs | null) => string | undefined): TimelineStep[] {
  const { state, events } = escrow;
  const end = ENDS[state];
  const last = events.findLast(({ kind }) => kind === state);
  const disputed = events.find(({ kind }) => kind === "disputed");
  const dispute: TimelineStep[] = disputed
    ? [{ id: "disputed", title: "Disputed", icon: "scale", phase: "failed", time: clock(disputed.at), note: disputed.actorName }] : [];
  if (end) return [...dispute, { id: "end", ...end, time: clock(escrow.closedAt), note: last?.note }];
  if (state === "unrecognised") {
    return [{ id: "end", title: `“${escrow.platformWord ?? "no word"}”`, icon: "circle-question-mark", phase: "unknown", note: "a word that we do not know" }];
  }
  if (state === "disputed") return [...dispute, { id: "end", title: "Decision", icon: "scale", phase: "ahead", note: "platform, no time limit" }];
  if (!isHolding(state)) return [];
  const isUnknown = escrow.openIntent?.outcome === "unknown";
  const release: TimelineStep = {
    id: "release", title: "Release", icon: isUnknown ? "circle-question-mark" : "circle-check", note: isUnknown ? "an outcome is unknown" : "yours to decide",
    phase: isUnknown ? "unknown" : state === "completed" ? "now" : "ahead", ...(state === "completed" ? { time: "now" } : {}),
  };
  return [release, { id: "deadline", title: "Refund", icon: "undo-2", phase: "ahead", time: clock(escrow.deadlineAt), note: "platform, if nobody acts" }];
}

function clockText(at: EpochMs, now: EpochMs): string {
  return formatDay(at) === formatDay(now) ? formatClockSeconds(at) : `${formatDay(at)} ${formatClock(at)}`;
}
