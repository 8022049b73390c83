import type { BatchProgress, BatchWorker } from "@/lib/core/worker/batch-view";

export type WorkerPhase = "ready" | "stopped" | "running" | "waiting";

export function phaseOf(worker: BatchWorker): WorkerPhase {
  if (worker.state === "failed" || worker.state === "unverified") return "stopped";
  if (worker.step === "ready") return "ready";
  return worker.step === null ? "waiting" : "running";
}

/** `12 trading · 6 ready · 4 on their way · 1 stopped · 1 waiting` */
export function batchWords(batch: BatchProgress): string {
  const count = (phase: WorkerPhase) => batch.workers.filter((worker) => phaseOf(worker) === phase).length;
  const parts = [["ready", "ready"], ["running", "on their way"], ["stopped", "stopped"], ["waiting", "waiting"]] as const;
  const words = parts.map(([phase, word]) => [count(phase), word] as const).filter(([number]) => number > 0);
  return [`${batch.count} ${batch.role}`, ...words.map(([number, word]) => `${number} ${word}`)].join(" · ");
}

const ORDER: Record<WorkerPhase, number> = { stopped: 0, running: 1, waiting: 2, ready: 3 };

/** What needs a person first; at most `max` rows stand in the page. */
export function shownWorkers(workers: readonly BatchWorker[], max: number): readonly BatchWorker[] {
  if (workers.length <= max) return workers;
  return [...workers].sort((one, other) => ORDER[phaseOf(one)] - ORDER[phaseOf(other)]).slice(0, max);
}
