import type { WorkerChoice } from "@/components/run/new/worker-view";
import type { RunWorker } from "@/lib/services/run/list-run-workers";

/** A worker as the form suggests it, with its own history in runs. */
export function toWorkerChoice({ id, name, role, record }: RunWorker): WorkerChoice {
  const ended = record ? record.doneCount + record.failedCount : 0;
  const words = record && ended > 0 ? `${record.doneCount} done, ${Math.floor((record.doneCount * 100) / ended)} %` : "";
  return { id, name, role, record: words };
}
