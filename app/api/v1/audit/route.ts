import { stringify } from "csv-stringify/sync";
import { operatorRoute } from "@/lib/auth/route-session";
import { type AuditExportRow, exportAudit } from "@/lib/services/audit/export-audit";
import { type AuditPage, listAudit } from "@/lib/services/audit/list-audit";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { exportSearchSchema } from "../costs/export-search";
import { fileHeaders, refuseExport } from "../costs/file-headers";
import { auditSearchSchema } from "@/app/(console)/audit/search";

/** `format=csv|json` downloads every entry that fits, oldest first; without a format one page, newest first. */
export const GET = operatorRoute("audit.read", async ({ ctx, operator }, request) => {
  const parameters = Object.fromEntries(new URL(request.url).searchParams);
  const search = auditSearchSchema.parse(parameters);
  const { format } = exportSearchSchema.parse(parameters);
  const connection = await getCurrentConnection(ctx);
  if (format === undefined) return Response.json(toPage(await listAudit(ctx, connection.id, search, search)));
  const refused = refuseExport(operator.roles);
  if (refused) return refused;
  const environment = connection.mode.toUpperCase();
  const rows = exportAudit(ctx, connection.id, search);
  const name = `audit-${connection.mode}`;
  return format === "csv"
    ? new Response(toStream(csvLines(rows, environment)), { headers: fileHeaders(name, "csv") })
    : new Response(toStream(jsonLines(rows, { environment, connection: connection.name })), { headers: fileHeaders(name, "json") });
});

function toPage(page: AuditPage) {
  const entries = page.entries.map(({ seq, at, ...entry }) => ({ seq: String(seq), at: at.toISOString(), ...entry }));
  return { entries, after: page.after, before: page.before };
}

async function* csvLines(rows: AsyncIterable<AuditExportRow>, environment: string): AsyncGenerator<string> {
  let header = true;
  for await (const { before, after, ...row } of rows) {
    const record = { environment, ...row, before: before === null ? "" : JSON.stringify(before), after: after === null ? "" : JSON.stringify(after) };
    yield stringify([record], { header, escape_formulas: true });
    header = false;
  }
}

async function* jsonLines(rows: AsyncIterable<AuditExportRow>, head: { environment: string; connection: string }): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"entries":[`;
  let isFirst = true;
  for await (const row of rows) {
    yield `${isFirst ? "" : ","}\n${JSON.stringify(row)}`;
    isFirst = false;
  }
  yield "\n]}\n";
}

function toStream(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await lines.return(undefined)),
  });
}
