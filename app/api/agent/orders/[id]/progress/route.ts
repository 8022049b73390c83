import { agentRoute } from "@/lib/actions/agent-route";
import { progressBody } from "@/lib/schemas/order";
import { reportProgress } from "@/lib/services/order/report-progress";

export const POST = agentRoute(progressBody, ({ ctx, worker, input, orderId }) => reportProgress(ctx, worker, { ...input, orderId }));
