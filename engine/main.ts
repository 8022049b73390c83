import { DBOS } from "@dbos-inc/dbos-sdk";
import { openDatabase } from "@/lib/db/client";
import { toKeyring } from "@/lib/db/vault";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { WORKFLOW_APPLICATION, WORKFLOW_QUEUE } from "@/lib/services/enqueue-workflow";
import { registerWorkflows } from "@/lib/workflows/register-workflows";
import { BEATS } from "./beats";
import { engineContext } from "./engine-context";
import { startPulse } from "./pulse";
import { recordHeartbeat, releaseHeartbeat } from "./heartbeat";
import { takeSlot } from "./slot";
import { startWatchdog } from "./watchdog";

/** Bumped by hand only: recovery and dequeue are bound to it, and work must survive an update. */
const APPLICATION_VERSION = "1";
/** Workflows of one engine that run side by side. */
const CONCURRENCY = 10;
const POLLING_MS = 100;

async function main(): Promise<void> {
  const settings = env();
  const db = openDatabase(settings.DATABASE_URL, 10);
  const keyring = toKeyring(settings.CONSOLE_MASTER_KEYS);
  const contextOf = (requestId: string) => engineContext(db, keyring, requestId);
  const slot = await takeSlot(settings.DATABASE_DIRECT_URL, settings.ENGINE_SLOTS, endNow, () => log.info("engine.standby"));
  log.info({ slot: slot.number }, "engine.slot_taken");

  registerWorkflows(contextOf);
  DBOS.setConfig({
    name: WORKFLOW_APPLICATION, systemDatabaseUrl: settings.DATABASE_DIRECT_URL, systemDatabasePoolSize: 6, runMigrations: false,
    applicationVersion: APPLICATION_VERSION, executorID: `engine-${slot.number}`, logLevel: "warn",
  });
  await DBOS.launch();
  await DBOS.registerQueue(WORKFLOW_QUEUE, { workerConcurrency: CONCURRENCY, minPollingIntervalMs: POLLING_MS, onConflict: "always_update" });
  const heartbeat = await recordHeartbeat(db, slot.number);
  const watchdog = startWatchdog(db, `engine-${slot.number}`, endNow);
  const pulse = startPulse(BEATS, contextOf);
  log.info({ slot: slot.number }, "engine.ready");

  const stop = async () => {
    log.info("engine.stopping");
    clearInterval(heartbeat);
    clearInterval(watchdog);
    setTimeout(() => process.exit(0), 1_800).unref();
    await Promise.all([pulse.stop(), DBOS.shutdown({ workflowCompletionTimeoutMS: 1_200 })]);
    await releaseHeartbeat(db, slot.number);
    await slot.release();
    await db.$disconnect();
    process.exit(0);
  };
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
}

/** Without its lock this process must not touch anything: the supervisor starts a new one. */
function endNow(why: string): void {
  log.error({ why }, "engine.ended");
  process.exit(1);
}

process.on("SIGTERM", () => setTimeout(() => process.exit(0), 1_900).unref());
main().catch((error: unknown) => {
  log.error({ error: error instanceof Error ? error.message : "unknown" }, "engine.failed");
  process.exit(1);
});
