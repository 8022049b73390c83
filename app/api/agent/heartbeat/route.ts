import { agentRoute } from "@/lib/actions/agent-route";
import { ok } from "@/lib/core/result";
import { toIso } from "@/lib/core/time";
import { heartbeatBody } from "@/lib/schemas/order";
import { noteHeartbeat } from "@/lib/services/order/heartbeat";

/** Half of what makes a worker stale, so that one lost heartbeat does no harm. */
const NEXT_WITHIN_SECONDS = 45;

export const POST = agentRoute(heartbeatBody, async ({ ctx, worker }) => {
  await noteHeartbeat(ctx, worker);
  return ok({ worker: { id: worker.agentId, name: worker.name, mayWork: worker.mayWork }, now: toIso(ctx.now()), nextWithinSeconds: NEXT_WITHIN_SECONDS });
});
