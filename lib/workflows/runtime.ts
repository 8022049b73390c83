import { DBOS } from "@dbos-inc/dbos-sdk";
import type { Database } from "@/lib/db/client";
import { toKeyring } from "@/lib/db/vault";
import type { Env } from "@/lib/env";
import { WORKFLOW_APPLICATION, WORKFLOW_QUEUE } from "@/lib/services/enqueue-workflow";
import { openOutboundDoor } from "@/lib/services/outbound/open-door";
import { BEATS } from "./beats";
import { type EngineEffects, engineContext } from "./engine-context";
import { startPulse } from "./pulse";
import { registerWorkflows } from "./register-workflows";

/** Bumped by hand only: recovery and dequeue are bound to it, and work must survive an update. */
const APPLICATION_VERSION = "1";
/** Workflows of one engine that run side by side. */
const CONCURRENCY = 10;
const POLLING_MS = 100;

export interface Runtime {
  readonly stop: (graceMs: number) => Promise<void>;
}

interface Host {
  readonly db: Database;
  readonly settings: Pick<Env, "DATABASE_DIRECT_URL" | "CONSOLE_MASTER_KEYS"> & Partial<Pick<Env, "OUTBOUND_NETWORKS">>;
}

// Workflows are registered once per process and read the newest host: a cron drain launches again and again, and Next
// bundles pages and routes apart, so a variable of this module would not be one for both.
const shared = globalThis as typeof globalThis & { consoleWorkflowHost?: EngineEffects };

function contextOf(requestId: string) {
  const host = shared.consoleWorkflowHost;
  if (!host) throw new Error("The engine's runtime has not been started");
  return engineContext(host, requestId);
}

/** Launches the durable workflows and the pulse under a slot that the caller holds. */
export async function startRuntime(slot: number, given: Host): Promise<Runtime> {
  if (!shared.consoleWorkflowHost) registerWorkflows(contextOf);
  const { CONSOLE_MASTER_KEYS, OUTBOUND_NETWORKS } = given.settings;
  shared.consoleWorkflowHost = { db: given.db, keyring: toKeyring(CONSOLE_MASTER_KEYS), outbound: openOutboundDoor({ networks: OUTBOUND_NETWORKS ?? [] }) };
  DBOS.setConfig({
    name: WORKFLOW_APPLICATION, systemDatabaseUrl: given.settings.DATABASE_DIRECT_URL, systemDatabasePoolSize: 6,
    runMigrations: false, applicationVersion: APPLICATION_VERSION, executorID: `engine-${slot}`, logLevel: "error",
  });
  await DBOS.launch();
  await DBOS.registerQueue(WORKFLOW_QUEUE, { workerConcurrency: CONCURRENCY, minPollingIntervalMs: POLLING_MS, onConflict: "always_update" });
  const pulse = startPulse(BEATS, contextOf);
  return {
    stop: async (graceMs) => {
      await Promise.all([pulse.stop(), DBOS.shutdown({ workflowCompletionTimeoutMS: graceMs })]);
    },
  };
}

/** How much durable work waits or runs, runs that are to be woken included. */
export async function countOpenWork(db: Database): Promise<number> {
  const rows = await db.$queryRaw<{ count: bigint }[]>`
    select (select count(*) from dbos.workflow_status where status in ('ENQUEUED', 'PENDING')) + (select count(*) from "RunSignal")
      + (select count(*) from "Run" where not "isActive" and "wakeAt" <= now()) as count`;
  return Number(rows[0]?.count ?? 0n);
}
