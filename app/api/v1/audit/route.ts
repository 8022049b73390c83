import { stringify } from "csv-stringify/sync";
import { apiRoute } from "@/lib/actions/api-route";
import { toIso } from "@/lib/core/time";
import { auditContract } from "@/lib/schemas/api/reports";
import { type AuditExportRow, exportAudit } from "@/lib/services/audit/export-audit";
import { listAudit } from "@/lib/services/audit/list-audit";
import { envelopeOf } from "../answer-parts";
import { fileHeaders, refuseExport } from "../costs/file-headers";

/** `format=csv|json` downloads every entry that fits, oldest first; without a format one page, newest first. */
export const GET = apiRoute(auditContract, async ({ ctx, connection, query, roles }) => {
  const { format, after, limit } = query;
  if (format === undefined) {
    const page = await listAudit(ctx, connection.id, query, { after }, limit);
    const entries = page.entries.map(({ seq, at, ...entry }) => ({ seq: String(seq), at: toIso(at), ...entry }));
    return { ...envelopeOf(connection), entries, next: page.after };
  }
  const refused = refuseExport(roles);
  if (refused) return refused;
  const environment = connection.mode.toUpperCase();
  const rows = exportAudit(ctx, connection.id, query);
  const headers = fileHeaders(`audit-${connection.mode}`, format);
  const lines = format === "csv" ? csvLines(rows, environment) : jsonLines(rows, { environment, connection: connection.name });
  return new Response(toStream(lines), { headers });
});

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
