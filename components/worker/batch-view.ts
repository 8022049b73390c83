import type { ReferralProof } from "@/lib/core/referral/proof";
import type { SpawnStep } from "@/lib/core/worker/states";

/** One worker of a batch, as `/api/v1/batches/[id]` gives it. */
export interface BatchWorkerView {
  id: string;
  name: string;
  state: string;
  step: SpawnStep | null;
  proof: ReferralProof;
  failure: string | null;
}

/** A batch, as `/api/v1/batches/[id]` gives it. Money is decimal USDC, times are ISO. */
export interface BatchView {
  id: string;
  number: number;
  role: string;
  count: number;
  state: string;
  funding: string;
  dailyLimit: string;
  capital: string;
  funded: string;
  createdByName: string;
  createdAt: string;
  finishedAt: string | null;
  workers: readonly BatchWorkerView[];
}

export type WorkerPhase = "ready" | "stopped" | "running" | "waiting";

export function phaseOf(worker: BatchWorkerView): WorkerPhase {
  if (worker.state === "failed" || worker.state === "unverified") return "stopped";
  if (worker.step === "ready") return "ready";
  return worker.step === null ? "waiting" : "running";
}

/** `12 trading · 6 ready · 4 on their way · 1 stopped · 1 waiting` */
export function batchWords(batch: BatchView): string {
  const count = (phase: WorkerPhase) => batch.workers.filter((worker) => phaseOf(worker) === phase).length;
  const parts = [["ready", "ready"], ["running", "on their way"], ["stopped", "stopped"], ["waiting", "waiting"]] as const;
  const words = parts.map(([phase, word]) => [count(phase), word] as const).filter(([number]) => number > 0);
  return [`${batch.count} ${batch.role}`, ...words.map(([number, word]) => `${number} ${word}`)].join(" · ");
}

const ORDER: Record<WorkerPhase, number> = { stopped: 0, running: 1, waiting: 2, ready: 3 };

/** What needs a person first; at most `max` rows stand in the page. */
export function shownWorkers(workers: readonly BatchWorkerView[], max: number): readonly BatchWorkerView[] {
  if (workers.length <= max) return workers;
  return [...workers].sort((one, other) => ORDER[phaseOf(one)] - ORDER[phaseOf(other)]).slice(0, max);
}
