import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditConnectionForm } from "@/components/connection/edit-connection-form";
import { ReplaceKeyForm } from "@/components/connection/replace-key-form";
import { ConnectionScope } from "@/components/forms/connection-scope";
import { PageFrame } from "@/components/shell/page-frame";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { requirePermissionPage } from "@/lib/auth/page-session";
import { isSteppedUp } from "@/lib/core/access/actor";
import type { RouteLimits } from "@/lib/core/connection/declared-limits";
import { SERVICE_NAMES } from "@/lib/core/connection/hosts";
import { limitsToText } from "@/lib/core/connection/limits-text";
import { rowServiceOf } from "@/lib/services/connection/account-service";
import { findConnection } from "@/lib/services/connection/current-connection";
import { dialectChoices } from "@/lib/services/connection/dialect-choices";
import { getConnectionSettings } from "@/lib/services/connection/get-connection-settings";
import { listServiceAccounts } from "@/lib/services/connection/list-accounts";
import { changeConnectionAction, replaceKeyAction, testConnectionChangeAction } from "../../edit-actions";

export const metadata: Metadata = { title: "Edit a connection" };

export default async function EditConnectionPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx } = await requirePermissionPage("connection.manage");
  const connection = await findConnection(ctx, (await params).id);
  if (!connection || connection.archivedAt) notFound();
  const { id, name, mode, baseUrls, dialects, orchestrator } = connection;
  const [settings, accounts] = await Promise.all([
    getConnectionSettings(ctx, id), orchestrator ? listServiceAccounts(ctx, orchestrator.agentId, dialects) : [],
  ]);
  const needsPassword = !isSteppedUp(ctx.actor, ctx.now());
  const edited = {
    id, name, limits: limitsToText(settings.declaredLimits as RouteLimits), addresses: SERVICE_NAMES.map((service) => ({ service, url: baseUrls[service] ?? "" })),
    dialects: dialectChoices().map(({ capability, dialects: offered }) => ({ capability, offered, chosen: dialects[capability] ?? "none" })),
  };
  return (
    <ConnectionScope shown={{ id, name, mode }}>
      <PageFrame title={`Edit ${name}`} crumb={{ href: `/settings/connections/${id}`, label: name }}>
        <EditConnectionForm connection={edited} needsPassword={needsPassword} test={testConnectionChangeAction} save={changeConnectionAction} />
        <Card label="Keys">
          <CardHead title="Keys" note="each is read with first, then sealed; the old one is dropped" />
          <CardBody className="flex flex-col gap-4">
            {accounts.flatMap(({ service, upstreamId }) => (upstreamId === null ? [] : [
              <ReplaceKeyForm key={service} connectionId={id} service={rowServiceOf(service)} label={service} upstreamId={upstreamId} needsPassword={needsPassword} action={replaceKeyAction} />,
            ]))}
          </CardBody>
        </Card>
      </PageFrame>
    </ConnectionScope>
  );
}
