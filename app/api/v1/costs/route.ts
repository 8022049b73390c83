import { stringify } from "csv-stringify/sync";
import { costSearchSchema, toRange } from "@/app/(console)/costs/search";
import { operatorRoute } from "@/lib/auth/route-session";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { COST_EXPORT_COLUMNS, toCostExport } from "@/lib/services/cost/export-costs";
import { getCostReport } from "@/lib/services/cost/get-cost-report";
import { exportSearchSchema } from "./export-search";
import { fileHeaders, refuseExport } from "./file-headers";

/** The cost report of the page: the same rows, the same totals. `format=csv|json` downloads it. */
export const GET = operatorRoute("fleet.read", async ({ ctx, operator }, request) => {
  const parameters = Object.fromEntries(new URL(request.url).searchParams);
  const search = costSearchSchema.parse(parameters);
  const { format } = exportSearchSchema.parse(parameters);
  const refused = format === undefined ? null : refuseExport(operator.roles);
  if (refused) return refused;
  const connection = await getCurrentConnection(ctx);
  const { from, to } = toRange(search, ctx.now());
  const report = await getCostReport(ctx, connection.id, { from, to, sort: search.sort, direction: search.direction, size: null });
  const head = { environment: connection.mode.toUpperCase(), connection: connection.name, from, to };
  const rows = toCostExport(report, head);
  const name = `costs-${connection.mode}-${from}-${to}`;
  if (format === "csv") {
    return new Response(stringify(rows, { header: true, columns: [...COST_EXPORT_COLUMNS], escape_formulas: true }), { headers: fileHeaders(name, "csv") });
  }
  const body = { ...head, rows: rows.slice(0, -1), totals: rows.at(-1) };
  return Response.json(body, { headers: format === "json" ? fileHeaders(name, "json") : { "cache-control": "no-store" } });
});
