import { after } from "next/server";
import { processDatabase } from "@/lib/auth/service-context";
import { env } from "@/lib/env";

/** Leaves room for one step's grace before the platform ends the function. */
const DRAIN_LIMIT_MS = 40_000;

/**
 * Without an engine process (`ENGINE=cron`) the work that an action enqueued is carried on after its answer; the cron
 * route is the net. The engine's code is loaded only then.
 */
export function drainAfter(): void {
  const settings = env();
  if (settings.ENGINE !== "cron") return;
  after(async () => {
    const { drainQueue } = await import("@/engine/drain");
    await drainQueue({ db: processDatabase(), settings, limitMs: DRAIN_LIMIT_MS });
  });
}
