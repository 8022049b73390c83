"use server";
import { z } from "zod";
import { defineAction } from "@/lib/actions/define-action";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { importEscrows, previewEscrowImport } from "@/lib/services/escrow/import-escrows";
import type { FoundEscrow } from "@/lib/services/escrow/import-reading";

const importForm = z.looseObject({ text: z.string("Paste the ids first.").max(60_000, "This is too long. Bring it in parts.") });

/** Reads every id and stores nothing. */
export const previewEscrowImportAction = defineAction({
  name: "escrow.importPreview", permission: "fleet.import", schema: importForm,
  run: async ({ text }, ctx) => {
    const found = await previewEscrowImport(ctx, (await getCurrentConnection(ctx)).id, text);
    return found.ok ? { rows: found.value.map((row) => toLine(row, null)) } : found;
  },
});

export const importEscrowsAction = defineAction({
  name: "escrow.import", permission: "fleet.import", schema: importForm, revalidate: ["/escrows"],
  run: async ({ text }, ctx) => {
    const done = await importEscrows(ctx, (await getCurrentConnection(ctx)).id, text);
    return done.ok ? { rows: done.value.map((row) => toLine(row, row.escrowId)) } : done;
  },
});

function toLine(row: FoundEscrow, escrowId: string | null) {
  const facts = row.amount === null ? "" : `${row.amount} USDC · ${row.state ?? "?"} · ${row.payer ?? "?"} pays ${row.payee ?? "?"}`;
  return { line: row.line, id: row.upstreamId, verdict: escrowId ? "imported" : row.verdict, note: row.note, facts, href: escrowId && `/escrows/${escrowId}` };
}
