import type { JobRecord } from "@/lib/core/worker/job-record";
import type { Tx } from "../client";

/** Adds to an agent's record in one statement: jobs that end at once wait for each other and none is lost. */
export async function addToRecord(tx: Tx, agentId: string, connectionId: string, gain: Partial<JobRecord>): Promise<void> {
  const { doneCount = 0, failedCount = 0, overrunCount = 0, revisionCount = 0, disputedCount = 0 } = gain;
  await tx.$executeRaw`
    insert into "Reputation" ("agentId", "connectionId", "doneCount", "failedCount", "overrunCount", "revisionCount", "disputedCount")
    values (${agentId}, ${connectionId}, ${doneCount}, ${failedCount}, ${overrunCount}, ${revisionCount}, ${disputedCount})
    on conflict ("agentId") do update set
      "doneCount" = "Reputation"."doneCount" + excluded."doneCount", "failedCount" = "Reputation"."failedCount" + excluded."failedCount",
      "overrunCount" = "Reputation"."overrunCount" + excluded."overrunCount", "revisionCount" = "Reputation"."revisionCount" + excluded."revisionCount",
      "disputedCount" = "Reputation"."disputedCount" + excluded."disputedCount"`;
}
