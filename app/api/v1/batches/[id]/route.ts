import { operatorRoute } from "@/lib/auth/route-session";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getBatch } from "@/lib/services/worker/get-batch";

/** A spawn batch with the progress of each worker. */
export const GET = operatorRoute<{ id: string }>("fleet.read", async ({ ctx }, _request, { id }) => {
  const connection = await getCurrentConnection(ctx);
  return Response.json(await getBatch(ctx, connection.id, id), { headers: { "cache-control": "no-store" } });
});
