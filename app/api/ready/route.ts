import { knownMigrations } from "@/lib/auth/known-migrations";
import { processDatabase, processNow } from "@/lib/auth/service-context";
import { env } from "@/lib/env";
import { checkReadiness } from "@/lib/services/live/check-readiness";

export const dynamic = "force-dynamic";

/** Ready: database, migrations and engine. */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness(processDatabase(), { engine: env().ENGINE, migrations: knownMigrations(), now: processNow() });
  return Response.json(readiness, { status: readiness.ready ? 200 : 503, headers: { "cache-control": "no-store" } });
}
