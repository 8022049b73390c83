import type { Metadata } from "next";
import { ActionButton } from "@/components/connection/action-button";
import { CapabilityTable } from "@/components/connection/capability-table";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageFrame } from "@/components/shell/page-frame";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { IdText } from "@/components/ui/id-text";
import { KeyValue } from "@/components/ui/key-value";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { usdc } from "@/lib/core/money";
import { toEpochMs } from "@/lib/core/time";
import { formatWhen } from "@/lib/format/dates";
import { formatDurationExact } from "@/lib/format/durations";
import { formatUsdc } from "@/lib/format/money";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getConnectionSettings } from "@/lib/services/connection/get-connection-settings";
import { checkConnectionAction } from "./actions";

export const metadata: Metadata = { title: "Connection" };

export default async function ConnectionPage() {
  const { ctx } = await requireOperatorPage();
  const connection = await getCurrentConnection(ctx);
  const settings = await getConnectionSettings(ctx, connection.id);
  const now = ctx.now();
  const when = (date: Date | null) => (date ? formatWhen(toEpochMs(date.getTime()), now) : "never");
  const offset = connection.clockOffsetMs;
  const limits = Object.entries(settings.declaredLimits);
  const { orchestrator } = connection;
  return (
    <PageFrame title="Connection" crumb={{ href: "/settings", label: "Settings" }} action={<ActionButton label="Check now" pendingLabel="Reading…" action={checkConnectionAction} />}>
      <LiveRefresh topics={["connection"]} />
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)]">
        <div className="flex min-w-0 flex-col gap-3">
          <Card label="Platform">
            <CardHead title={connection.name} note={connection.mode} />
            <CardBody>
              <KeyValue
                rows={[
                  { label: "Last answer", value: when(connection.answeredAt), tone: connection.silentSince ? "bad" : "ok" },
                  ...(connection.silentSince ? [{ label: "Silent since", value: when(connection.silentSince), tone: "bad" as const }] : []),
                  { label: "Clock of the platform", value: Math.abs(offset) < 2_000 ? "in step with ours" : `${formatDurationExact(Math.abs(offset))} ${offset > 0 ? "ahead" : "behind"}`, note: `read ${when(settings.clockReadAt)}` },
                  { label: "Declared limits", value: limits.length === 0 ? "none" : limits.map(([name, value]) => `${name}: ${String(value)}`).join(", ") },
                  { label: "Connected", value: when(settings.createdAt) },
                ]}
              />
            </CardBody>
          </Card>
          <Card label="Orchestrator">
            <CardHead title="Orchestrator account" />
            <CardBody>
              {orchestrator ? (
                <KeyValue
                  rows={[
                    { label: "Name", value: orchestrator.name }, { label: "Platform id", value: <IdText id={orchestrator.upstreamId} copy="Copy platform id" /> },
                    { label: "Referral code", value: orchestrator.referralCode ?? "unavailable" },
                    { label: "Balance, USDC", value: orchestrator.balanceMicros === null ? "unavailable" : formatUsdc(usdc(orchestrator.balanceMicros), "detail"), note: `read ${when(orchestrator.balanceReadAt)}`, strong: true },
                  ]}
                />
              ) : "This connection has no orchestrator account."}
            </CardBody>
          </Card>
          <Card label="Addresses">
            <CardHead title="Base URLs" />
            <CardBody><KeyValue rows={Object.entries(connection.baseUrls).map(([service, url]) => ({ label: service, value: <code className="font-mono text-second break-all">{url}</code> }))} /></CardBody>
          </Card>
        </div>
        <Card label="Capabilities">
          <CardHead title="Capabilities" note="a write is observed with its first real answer" />
          <CapabilityTable capabilities={settings.capabilities} />
        </Card>
      </div>
    </PageFrame>
  );
}
