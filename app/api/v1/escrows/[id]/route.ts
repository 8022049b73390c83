import { operatorRoute } from "@/lib/auth/route-session";
import { toDecimal } from "@/lib/core/money";
import { toIso } from "@/lib/core/time";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getEscrow } from "@/lib/services/escrow/get-escrow";
import { escrowJson } from "../escrow-json";

/** One escrow with its parties, its history and the platform's own record. */
export const GET = operatorRoute<{ id: string }>("fleet.read", async ({ ctx }, _request, { id }) => {
  const connection = await getCurrentConnection(ctx);
  const escrow = await getEscrow(ctx, connection.id, id);
  const party = ({ agentId, name, upstreamId, kind }: typeof escrow.payer) => ({ agent_id: agentId, name, platform_id: upstreamId, kind });
  return Response.json({
    environment: connection.mode.toUpperCase(), ...escrowJson(escrow), payer: party(escrow.payer), payee: party(escrow.payee),
    referral_usdc: toDecimal(escrow.referral), refunded_usdc: escrow.refunded === null ? null : toDecimal(escrow.refunded),
    open_outcome: escrow.openIntent?.outcome ?? null, record: escrow.record,
    events: escrow.events.map(({ kind, actorName, note, at }) => ({ kind, actor: actorName, note, at: toIso(at) })),
  }, { headers: { "cache-control": "no-store" } });
});
