import { processEvents } from "@/lib/auth/process-events";
import { operatorRoute } from "@/lib/auth/route-session";
import { findSignedIn } from "@/lib/services/operator/find-signed-in";
import { openEventStream } from "@/lib/services/live/open-stream";

export const dynamic = "force-dynamic";

export const GET = operatorRoute(null, async ({ operator, ctx }, request) => {
  const stream = openEventStream({
    hub: processEvents(), signal: request.signal,
    isSessionLive: async () => (await findSignedIn(ctx.db, operator.sessionId, ctx.now())) !== null,
  });
  return new Response(stream, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store, no-transform", "x-accel-buffering": "no" },
  });
});
