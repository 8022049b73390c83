import { timingSafeEqual } from "node:crypto";
import { processDatabase } from "@/lib/auth/service-context";
import { env } from "@/lib/env";
import { drainQueue } from "@/engine/drain";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

/** Leaves room for one step's grace before the platform ends the function. */
const DRAIN_LIMIT_MS = 40_000;

/** Drains the queue of a deployment without an engine process. 404 without `CRON_SECRET`, 401 with another one. */
export async function GET(request: Request): Promise<Response> {
  const settings = env();
  if (!settings.CRON_SECRET) return Response.json({ error: "not_found" }, { status: 404 });
  if (!isSame(request.headers.get("authorization") ?? "", `Bearer ${settings.CRON_SECRET}`)) {
    return Response.json({ error: "unauthorized" }, { status: 401 });
  }
  if (settings.ENGINE !== "cron") return Response.json({ drained: false, why: "an engine process does this" });
  return Response.json(await drainQueue({ db: processDatabase(), settings, limitMs: DRAIN_LIMIT_MS }));
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
