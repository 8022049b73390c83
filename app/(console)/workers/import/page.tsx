import type { Metadata } from "next";
import { ImportForm } from "@/components/connection/import-form";
import { PageFrame } from "@/components/shell/page-frame";
import { requirePermissionPage } from "@/lib/auth/page-session";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { importWorkersAction, previewWorkerImportAction } from "./actions";

export const metadata: Metadata = { title: "Import workers" };

const HELP = "A roster file (JSON with agent_id, api_key, role, ref_code), a CSV with these columns, or keys one per line. Nothing is stored before the platform answered with each key; keys are stored encrypted and never shown.";

export default async function ImportWorkersPage() {
  const { ctx } = await requirePermissionPage("fleet.import");
  const { name } = await getCurrentConnection(ctx);
  return (
    <PageFrame title="Import workers" crumb={{ href: "/workers", label: "Workers" }}>
      <ImportForm label="Roster" help={HELP} note={`into ${name}`} thing="worker" takesFile preview={previewWorkerImportAction} run={importWorkersAction} />
    </PageFrame>
  );
}
