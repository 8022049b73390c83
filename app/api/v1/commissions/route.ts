import { stringify } from "csv-stringify/sync";
import { apiRoute } from "@/lib/actions/api-route";
import { toDecimal, usdc } from "@/lib/core/money";
import { commissionsContract } from "@/lib/schemas/api/reports";
import { getCommissionLedger } from "@/lib/services/referral/get-commission-ledger";
import { fileHeaders, refuseExport } from "../costs/file-headers";
import { sinceOf, toCommissionAnswer } from "./read-commissions";

/** The commission ledger by product of the last 30 days, or of all time with `range=all`. */
export const GET = apiRoute(commissionsContract, async ({ ctx, connection, query: { range, format }, roles }) => {
  const refused = format === undefined ? null : refuseExport(roles);
  if (refused) return refused;
  const now = ctx.now();
  const since = sinceOf(range, now);
  const ledger = await getCommissionLedger(ctx, connection.id, { since, now });
  if (format === undefined) return toCommissionAnswer(connection, since, ledger);
  const text = (micros: bigint | null) => (micros === null ? "" : toDecimal(usdc(micros)));
  const environment = connection.mode.toUpperCase();
  const rows = ledger.lines.map((line) => ({
    environment, product: line.product, fees_usdc: text(line.feesMicros), expected_usdc: text(line.expectedMicros),
    credited_usdc: text(line.creditedMicros), pending_usdc: text(line.pendingMicros), missed_usdc: text(line.missedMicros),
  }));
  const headers = fileHeaders(`commissions-${connection.mode}`, format);
  if (format === "csv") return new Response(stringify(rows, { header: true, escape_formulas: true }), { headers });
  const totals = { credited_usdc: text(ledger.total.creditedMicros), own_workers_usdc: text(ledger.ownMicros), outside_agents_usdc: text(ledger.outsideMicros) };
  return Response.json({ environment, connection: connection.name, rows, totals }, { headers });
});
