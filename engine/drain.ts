import type { Database } from "@/lib/db/client";
import type { Env } from "@/lib/env";
import { countOpenWork, startRuntime } from "@/lib/workflows/runtime";
import { recordHeartbeat, releaseHeartbeat } from "./heartbeat";
import { GRACE_MS, takeSlot } from "./slot";

export interface DrainRequest {
  readonly db: Database;
  readonly settings: Env;
  /** Stop after this long even if work is left; grace comes on top. */
  readonly limitMs: number;
}

export type DrainResult = { readonly drained: true; readonly left: number } | { readonly drained: false; readonly why: "busy" };

/** The longest a step may take: a call with its time-out. Cut steps are repeated, so the grace covers one. */
const STEP_GRACE_MS = 12_000;
/** The pulse settles and reads for at least this long in each drain. */
const PULSE_MS = 1_500;
const LOOK_MS = 100;

/**
 * One drain of the queue and one round of the pulse inside a web process, for deployments without an engine process
 * (`ENGINE=cron`). Single-flight across processes by the engine's own slot lock and executor id. After unlocking it
 * counts once more: an enqueue between the last count and the unlock would otherwise wait for the next cron.
 * Source: ENGINE part 2 section 6.
 */
export async function drainQueue(request: DrainRequest): Promise<DrainResult> {
  const result = await drainOnce(request);
  if (!result.drained || result.left > 0 || (await countOpenWork(request.db)) === 0) return result;
  return drainOnce(request);
}

async function drainOnce({ db, settings, limitMs }: DrainRequest): Promise<DrainResult> {
  let lost = false;
  const clean = await db.engineSlot.findFirst({ where: { slot: 1, releasedAt: { not: null } } });
  const slot = await takeSlot(settings.DATABASE_DIRECT_URL, {
    slots: 1, wait: false, graceMs: clean ? 0 : GRACE_MS, onLost: () => { lost = true; },
  });
  if (!slot) return { drained: false, why: "busy" };
  const runtime = await startRuntime(slot.number, { db, settings });
  const heartbeat = await recordHeartbeat(db, slot.number);
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  while (!lost && elapsed() < limitMs && (elapsed() < PULSE_MS || (await countOpenWork(db)) > 0)) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  clearInterval(heartbeat);
  await runtime.stop(STEP_GRACE_MS);
  const left = await countOpenWork(db);
  await releaseHeartbeat(db, slot.number);
  await slot.release();
  return { drained: true, left };
}
