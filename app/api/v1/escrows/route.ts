import { operatorRoute } from "@/lib/auth/route-session";
import { addMs } from "@/lib/core/time";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { escrowFiltersSchema } from "@/lib/services/escrow/escrow-filters";
import { listEscrows } from "@/lib/services/escrow/list-escrows";
import { escrowJson } from "./escrow-json";

/** A page of escrows with the filters of the list; `after` and `before` are the cursors of the answer before. */
export const GET = operatorRoute("fleet.read", async ({ ctx }, request) => {
  const filters = escrowFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const connection = await getCurrentConnection(ctx);
  const page = await listEscrows(ctx, connection.id, filters, { now: addMs(ctx.now(), connection.clockOffsetMs) });
  const escrows = page.rows.map((row) => ({
    ...escrowJson(row), payer: row.payerName, payee: row.payeeName, payee_agent_id: row.payeeAgentId, open_outcome: row.intent, next: row.next,
  }));
  const environment = connection.mode.toUpperCase();
  return Response.json({ environment, escrows, after: page.after, before: page.before }, { headers: { "cache-control": "no-store" } });
});
