import { agentRoute } from "@/lib/actions/agent-route";
import { claimBody } from "@/lib/schemas/order";
import { claimOrder } from "@/lib/services/order/claim-order";

export const POST = agentRoute(claimBody, ({ ctx, worker, input, orderId }) => claimOrder(ctx, worker, { ...input, orderId }));
