import type { Database } from "@/lib/db/client";

const LOOK_MS = 30_000;
const STUCK_MS = 300_000;

/**
 * Ends an engine whose own pending work has had no new step for five minutes: launch-time recovery looks only once, so
 * a fresh process is the way to take such work up again. Source: ENGINE part 2, verdict 3.
 */
export function startWatchdog(db: Database, executorId: string, end: (why: string) => void): NodeJS.Timeout {
  return setInterval(() => void look(db, executorId, end), LOOK_MS);
}

async function look(db: Database, executorId: string, end: (why: string) => void): Promise<void> {
  const before = Date.now() - STUCK_MS;
  const rows = await db.$queryRaw<{ id: string }[]>`
    select w.workflow_uuid as id from dbos.workflow_status w
    where w.status = 'PENDING' and w.executor_id = ${executorId} and w.updated_at < ${before}
      and not exists (select 1 from dbos.operation_outputs o where o.workflow_uuid = w.workflow_uuid and o.completed_at_epoch_ms > ${before})
    limit 1`.catch(() => []);
  if (rows[0]) end(`the workflow ${rows[0].id} made no progress for five minutes`);
}
