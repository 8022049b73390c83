import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { AccountsList } from "@/components/connection/accounts-list";
import { ActionButton } from "@/components/connection/action-button";
import { CapabilityTable } from "@/components/connection/capability-table";
import { ConnectionFacts } from "@/components/connection/connection-facts";
import { ConnectionScope } from "@/components/forms/connection-scope";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageFrame } from "@/components/shell/page-frame";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import { findPolicy, policySentence } from "@/lib/services/connection/change-policy";
import { findConnection } from "@/lib/services/connection/current-connection";
import { getConnectionSettings } from "@/lib/services/connection/get-connection-settings";
import { listServiceAccounts } from "@/lib/services/connection/list-accounts";
import { checkConnectionAction, readAccountsAction, registerAccountAction } from "../actions";
import { retestConnectionAction } from "../edit-actions";
import { ArchiveButton } from "./archive-button";
import { CommissionPanel, MoneyIn } from "./money-panels";

export const metadata: Metadata = { title: "Connection" };

export default async function ConnectionPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx, operator } = await requireOperatorPage();
  const connection = await findConnection(ctx, (await params).id);
  if (!connection) notFound();
  const { id, name, mode, orchestrator, dialects } = connection;
  const [settings, policy, accounts] = await Promise.all([
    getConnectionSettings(ctx, id), findPolicy(ctx, id), orchestrator ? listServiceAccounts(ctx, orchestrator.agentId, dialects) : [],
  ]);
  const now = ctx.now();
  const inUse = connection.archivedAt === null;
  const mayManage = can(operator.roles, "connection.manage");
  return (
    <ConnectionScope shown={{ id, name, mode }}>
      <PageFrame
        title={name} crumb={{ href: "/settings/connections", label: "Connections" }}
        action={inUse && (
          <div className="flex gap-2">
            <ActionButton label="Check now" pendingLabel="Reading…" action={checkConnectionAction} input={{ connectionId: id }} />
            {mayManage && <ButtonLink href={`/settings/connections/${id}/edit`}>Edit connection</ButtonLink>}
          </div>
        )}
      >
        <LiveRefresh topics={["connection", "intents", "workers"]} />
        {orchestrator && (
          <AccountsList
            agent={{ id: orchestrator.agentId, name: orchestrator.name, isWorker: false }} connectionId={id} accounts={accounts} now={now} sandbox={mode === "sandbox"}
            register={inUse && can(operator.roles, "worker.spawn") ? registerAccountAction : null} read={readAccountsAction}
          />
        )}
        <div className="grid items-start gap-3 xl:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-3">
            <ConnectionFacts connection={connection} settings={settings} policy={policy ? policySentence(policy) : "No policy: no money may move"} now={now} />
          </div>
          <div className="flex min-w-0 flex-col gap-3">
            {inUse && <MoneyIn connection={connection} ctx={ctx} roles={operator.roles} />}
            {inUse && <Suspense fallback={<Skeleton className="h-32" />}><CommissionPanel connection={connection} ctx={ctx} roles={operator.roles} /></Suspense>}
            {inUse && mayManage && (
              <Card label="Archive">
                <CardHead title="Archive" />
                <CardBody><ArchiveButton connectionId={id} name={name} /></CardBody>
              </Card>
            )}
          </div>
        </div>
        <Card label="Capabilities">
          <CardHead title="Capabilities" note="a write is observed with its first real answer" aside={inUse && mayManage && <ActionButton size="sm" label="Test reads" pendingLabel="Reading…" action={retestConnectionAction} input={{ connectionId: id }} />} />
          <CapabilityTable capabilities={settings.capabilities} />
        </Card>
      </PageFrame>
    </ConnectionScope>
  );
}
