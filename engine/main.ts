import { openDatabase } from "@/lib/db/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { startRuntime } from "@/lib/workflows/runtime";
import { recordHeartbeat, releaseHeartbeat } from "./heartbeat";
import { GRACE_MS, takeSlot } from "./slot";
import { startWatchdog } from "./watchdog";

/** Long enough for most calls in flight; what is cut is repeated at the next launch and its intent settles it. */
const STOP_GRACE_MS = 1_200;

async function main(): Promise<void> {
  const settings = env();
  const db = openDatabase(settings.DATABASE_URL, 10, { isDirect: settings.DATABASE_URL === settings.DATABASE_DIRECT_URL });
  const slot = await takeSlot(settings.DATABASE_DIRECT_URL, {
    slots: settings.ENGINE_SLOTS, wait: true, graceMs: GRACE_MS, onLost: endNow, onStandby: () => log.info("engine.standby"),
  });
  if (!slot) throw new Error("No slot");
  log.info({ slot: slot.number }, "engine.slot_taken");
  const runtime = await startRuntime(slot.number, { db, settings });
  const heartbeat = await recordHeartbeat(db, slot.number);
  const watchdog = startWatchdog(db, `engine-${slot.number}`, endNow);
  log.info({ slot: slot.number }, "engine.ready");

  const stop = async () => {
    log.info("engine.stopping");
    clearInterval(heartbeat);
    clearInterval(watchdog);
    await runtime.stop(STOP_GRACE_MS);
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

// A stop that hangs, or one that comes before the engine is up, still ends within the supervisor's two seconds.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => setTimeout(() => process.exit(0), 1_800).unref());
main().catch((error: unknown) => {
  log.error({ error: error instanceof Error ? error.message : "unknown" }, "engine.failed");
  process.exit(1);
});
