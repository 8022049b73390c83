"use server";
import { z } from "zod";
import { defineAction } from "@/lib/actions/define-action";
import { formatUsdc } from "@/lib/format/money";
import { usdc } from "@/lib/core/money";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import type { FoundWorker } from "@/lib/services/worker/import-proof";
import { importWorkers, previewWorkerImport } from "@/lib/services/worker/import-workers";

const importForm = z.looseObject({ text: z.string("Paste a roster first.").max(300_000, "This file is too large. Bring it in parts.") });

/** Reads with each key and stores nothing. */
export const previewWorkerImportAction = defineAction({
  name: "worker.importPreview", permission: "fleet.import", schema: importForm,
  run: async ({ text }, ctx) => {
    const found = await previewWorkerImport(ctx, (await getCurrentConnection(ctx)).id, text);
    return found.ok ? { rows: found.value.map((row) => toLine(row, null)) } : found;
  },
});

export const importWorkersAction = defineAction({
  name: "worker.import", permission: "fleet.import", schema: importForm, revalidate: ["/workers"],
  run: async ({ text }, ctx) => {
    const done = await importWorkers(ctx, (await getCurrentConnection(ctx)).id, text);
    return done.ok ? { rows: done.value.map((row) => toLine(row, row.workerId)) } : done;
  },
});

function toLine(row: FoundWorker, workerId: string | null) {
  return {
    line: row.line, id: row.agentId, verdict: workerId ? "imported" : row.verdict, note: row.note, href: workerId && `/workers/${workerId}`,
    facts: [row.role, row.balanceMicros === null ? "balance unavailable" : `${formatUsdc(usdc(row.balanceMicros), "detail")} USDC`, row.proof.replaceAll("_", " ")].join(" · "),
  };
}
