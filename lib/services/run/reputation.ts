import type { JobRecord } from "@/lib/core/worker/job-record";
import type { Tx } from "@/lib/db/client";
import { query, sql } from "@/lib/db/query";

/** How one attempt of one leg ended for the agent that was asked. */
export interface EndedJob {
  readonly agentId: string;
  readonly ended: "done" | "failed";
  /** True for a done job that took more than 1.2 times the minutes that were agreed; a failed one never counts. */
  readonly isOverrun: boolean;
  /** How often its work was sent back. */
  readonly revisions: number;
  readonly isDisputed: boolean;
}

/**
 * Adds ended jobs of one connection, agents in one order for all runs, so that two that end together do not wait for each
 * other. Call it once per attempt, in the transaction that ends the attempt: it does not know which attempts it has seen.
 */
export async function noteJobs(tx: Tx, connectionId: string, jobs: readonly EndedJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const facts = jobs.map(({ agentId, ended, isOverrun, revisions, isDisputed }) => ({ agentId, ended, isOverrun, revisions, isDisputed }));
  await query(tx, sql`
    insert into "Reputation" ("agentId", "connectionId", "doneCount", "failedCount", "overrunCount", "revisionCount", "disputedCount")
    select "agentId", ${connectionId}::text, count(*) filter (where ended = 'done'), count(*) filter (where ended = 'failed'),
      count(*) filter (where ended = 'done' and "isOverrun"), sum(revisions), count(*) filter (where "isDisputed")
    from jsonb_to_recordset(${JSON.stringify(facts)}::text::jsonb) as j("agentId" text, ended text, "isOverrun" boolean, revisions int, "isDisputed" boolean)
    group by "agentId" order by "agentId"
    on conflict ("agentId") do update set
      "doneCount" = "Reputation"."doneCount" + excluded."doneCount", "failedCount" = "Reputation"."failedCount" + excluded."failedCount",
      "overrunCount" = "Reputation"."overrunCount" + excluded."overrunCount", "revisionCount" = "Reputation"."revisionCount" + excluded."revisionCount",
      "disputedCount" = "Reputation"."disputedCount" + excluded."disputedCount"`);
}

/** The records of these agents; an agent without any job is not in the map. */
export async function getRecords(tx: Pick<Tx, "reputation">, agentIds: readonly string[]): Promise<ReadonlyMap<string, JobRecord>> {
  const rows = await tx.reputation.findMany({ where: { agentId: { in: [...agentIds] } } });
  return new Map(rows.map(({ connectionId: _, agentId, ...record }) => [agentId, record]));
}
