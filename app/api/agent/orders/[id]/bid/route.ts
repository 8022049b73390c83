import { drainAfter } from "@/app/drain-after";
import { agentRoute } from "@/lib/actions/agent-route";
import { bidBody } from "@/lib/schemas/order";
import { placeBid } from "@/lib/services/order/place-bid";

/** The run looks at it at once; without an engine process that happens right after the answer. */
export const POST = agentRoute(bidBody, async ({ ctx, worker, input, orderId }) => {
  const placed = await placeBid(ctx, worker, { ...input, orderId });
  if (placed.ok) drainAfter();
  return placed;
});
