import { agentRoute } from "@/lib/actions/agent-route";
import { processEvents } from "@/lib/auth/process-events";
import { ok } from "@/lib/core/result";
import { waitQuery } from "@/lib/schemas/order";
import { waitForOrders } from "@/lib/services/order/wait-for-orders";

export const dynamic = "force-dynamic";

export const GET = agentRoute(waitQuery, async ({ ctx, worker, input, signal }) =>
  ok({ orders: await waitForOrders(ctx, worker, { hub: processEvents(), waitMs: input.wait * 1_000, signal }) }));
