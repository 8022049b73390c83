import { invariant } from "@/lib/core/invariant";
import type { Tx } from "@/lib/db/client";

/** Every workflow that the console starts; the engine registers exactly these. An unknown name would wait for ever. */
export const WORKFLOWS = ["spawn-batch", "retire-worker", "advance-run"] as const;
export type WorkflowName = (typeof WORKFLOWS)[number];

export const WORKFLOW_QUEUE = "console";
export const WORKFLOW_APPLICATION = "console";

/**
 * Enqueues a durable workflow inside the caller's transaction: it runs if and only if the transaction commits.
 * The same id twice is one workflow. Source: ENGINE part 2 section 1, the SQL function of DBOS 5.3.
 */
export async function enqueueWorkflow(tx: Tx, name: WorkflowName, workflowId: string, args: readonly string[]): Promise<void> {
  invariant(WORKFLOWS.includes(name), `the engine knows the workflow ${name}`);
  const encoded = args.map((argument) => JSON.stringify(argument));
  await tx.$queryRaw`select dbos.enqueue_workflow(
    workflow_name => ${name}, queue_name => ${WORKFLOW_QUEUE}, positional_args => ${encoded}::text[]::json[],
    workflow_id => ${workflowId}, application_name => ${WORKFLOW_APPLICATION}) as id`;
}
