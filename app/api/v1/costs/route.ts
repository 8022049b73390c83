import { stringify } from "csv-stringify/sync";
import { toFilters } from "@/app/(console)/costs/search";
import { apiRoute } from "@/lib/actions/api-route";
import { costsContract } from "@/lib/schemas/api/reports";
import { COST_EXPORT_COLUMNS, toCostExport } from "@/lib/services/cost/export-costs";
import { getConsolidation } from "@/lib/services/cost/get-consolidation";
import { getCostReport } from "@/lib/services/cost/get-cost-report";
import { fileHeaders, refuseExport } from "./file-headers";
import { readCosts, toConsolidated } from "./read-costs";

/** The cost report of the page: the same rows, the same totals. `format=csv|json` downloads all of it. */
export const GET = apiRoute(costsContract, async ({ ctx, connection, query, roles }) => {
  const { format, group, sort, direction } = query;
  if (format === undefined) return readCosts(ctx, connection, query);
  const refused = refuseExport(roles);
  if (refused) return refused;
  const filters = toFilters(query, ctx.now());
  const report = await getCostReport(ctx, connection.id, { ...filters, group, sort, direction, size: null });
  const head = { environment: connection.mode.toUpperCase(), connection: connection.name, from: filters.from, to: filters.to };
  const rows = toCostExport(report, head, { group, filters });
  const headers = fileHeaders(`costs-${connection.mode}-${filters.from}-${filters.to}`, format);
  if (format === "csv") return new Response(stringify(rows, { header: true, columns: [...COST_EXPORT_COLUMNS], escape_formulas: true }), { headers });
  const consolidated = toConsolidated(await getConsolidation(ctx, connection.id, filters));
  return Response.json({ ...head, group, rows: rows.slice(0, -1), totals: rows.at(-1), consolidated }, { headers });
});
