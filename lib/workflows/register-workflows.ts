import { DBOS } from "@dbos-inc/dbos-sdk";
import type { ServiceContext } from "@/lib/services/context";
import { WORKFLOWS, type WorkflowName } from "@/lib/services/enqueue-workflow";
import { advanceRun } from "./advance-run";
import { retireWorker } from "./retire-worker";
import { spawnBatch } from "./spawn-batch";

type Registered = Partial<Record<WorkflowName, boolean>>;

/**
 * Registers every workflow under the name that `enqueueWorkflow` uses. Call once per process, before launch.
 * Throws when a name has no definition: a workflow without one would wait for ever.
 */
export function registerWorkflows(contextOf: (workflowId: string) => ServiceContext): void {
  const registered: Registered = {};
  const register = (name: WorkflowName, run: (...args: string[]) => Promise<void>) => {
    DBOS.registerWorkflow(run, { name });
    registered[name] = true;
  };
  register("spawn-batch", spawnBatch(contextOf) as (...args: string[]) => Promise<void>);
  register("retire-worker", retireWorker(contextOf) as (...args: string[]) => Promise<void>);
  register("advance-run", advanceRun(contextOf) as (...args: string[]) => Promise<void>);
  const missing = WORKFLOWS.filter((name) => !registered[name]);
  if (missing.length > 0) throw new Error(`No definition for the workflows ${missing.join(", ")}`);
}
