import { stringify } from "csv-stringify/sync";
import { operatorRoute } from "@/lib/auth/route-session";
import { toDecimal, usdc } from "@/lib/core/money";
import { addMs, DAY_MS } from "@/lib/core/time";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getCommissionLedger } from "@/lib/services/referral/get-commission-ledger";
import { exportSearchSchema } from "../costs/export-search";
import { fileHeaders, refuseExport } from "../costs/file-headers";

/** The commission ledger by product of the last 30 days, or of all time with `range=all`. */
export const GET = operatorRoute("fleet.read", async ({ ctx, operator }, request) => {
  const { searchParams } = new URL(request.url);
  const { format } = exportSearchSchema.parse(Object.fromEntries(searchParams));
  const refused = format === undefined ? null : refuseExport(operator.roles);
  if (refused) return refused;
  const connection = await getCurrentConnection(ctx);
  const now = ctx.now();
  const since = searchParams.get("range") === "all" ? null : addMs(now, -29 * DAY_MS);
  const ledger = await getCommissionLedger(ctx, connection.id, { since, now });
  const text = (micros: bigint | null) => (micros === null ? "" : toDecimal(usdc(micros)));
  const environment = connection.mode.toUpperCase();
  const rows = ledger.lines.map((line) => ({
    environment, product: line.product, fees_usdc: text(line.feesMicros), expected_usdc: text(line.expectedMicros),
    credited_usdc: text(line.creditedMicros), pending_usdc: text(line.pendingMicros), missed_usdc: text(line.missedMicros),
  }));
  const name = `commissions-${connection.mode}`;
  if (format === "csv") return new Response(stringify(rows, { header: true, escape_formulas: true }), { headers: fileHeaders(name, "csv") });
  const totals = { credited_usdc: text(ledger.total.creditedMicros), own_workers_usdc: text(ledger.ownMicros), outside_agents_usdc: text(ledger.outsideMicros) };
  return Response.json({ environment, connection: connection.name, rows, totals }, { headers: format === "json" ? fileHeaders(name, "json") : { "cache-control": "no-store" } });
});
