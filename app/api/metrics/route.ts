import { hasBearer } from "@/lib/auth/bearer";
import { metricsText } from "@/lib/auth/metrics-text";
import { processDatabase, processNow } from "@/lib/auth/service-context";
import { env } from "@/lib/env";
import { findCurrentConnection } from "@/lib/services/connection/current-connection";
import { readMetrics } from "@/lib/services/live/read-metrics";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const { METRICS_TOKEN } = env();
  if (!METRICS_TOKEN) return new Response("Not found", { status: 404 });
  if (!hasBearer(request, METRICS_TOKEN)) return new Response("Unauthorized", { status: 401, headers: { "www-authenticate": "Bearer" } });
  const ctx = { db: processDatabase(), now: processNow };
  const connection = await findCurrentConnection(ctx);
  const text = await metricsText(connection && (await readMetrics(ctx, connection.id)));
  return new Response(text, { headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" } });
}
