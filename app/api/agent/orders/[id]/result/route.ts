import { drainAfter } from "@/app/drain-after";
import { agentRoute } from "@/lib/actions/agent-route";
import { resultBody } from "@/lib/schemas/order";
import { returnResult } from "@/lib/services/order/return-result";

/** The engine sends *completed* for it; without an engine process that happens right after the answer. */
export const POST = agentRoute(resultBody, async ({ ctx, worker, input, orderId }) => {
  const returned = await returnResult(ctx, worker, { ...input, orderId });
  if (returned.ok) drainAfter();
  return returned;
});
