import type { Metadata } from "next";
import { ImportForm } from "@/components/connection/import-form";
import { PageFrame } from "@/components/shell/page-frame";
import { requirePermissionPage } from "@/lib/auth/page-session";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { importEscrowsAction, previewEscrowImportAction } from "./actions";

export const metadata: Metadata = { title: "Import escrows" };

const HELP = "Ids one per line; where the platform gave a lock code, put it after the id. Each is read on the platform first and taken in as it stands there. Costs from before the import are not counted: an escrow that had ended is in the list, and in no cost report.";

export default async function ImportEscrowsPage() {
  const { ctx } = await requirePermissionPage("fleet.import");
  const { name } = await getCurrentConnection(ctx);
  return (
    <PageFrame title="Import escrows" crumb={{ href: "/escrows", label: "Escrows" }}>
      <ImportForm label="Escrow ids" help={HELP} note={`into ${name}`} thing="escrow" takesFile={false} preview={previewEscrowImportAction} run={importEscrowsAction} />
    </PageFrame>
  );
}
