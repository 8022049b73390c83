import { Card, CardBody, CardHead } from "@/components/ui/card";
import { IdText } from "@/components/ui/id-text";
import { KeyValue } from "@/components/ui/key-value";
import { ModeBadge } from "@/components/shell/connection-switch";
import type { ConnectionSettings, CurrentConnection } from "@/lib/core/connection/connection-view";
import { limitsToText } from "@/lib/core/connection/limits-text";
import type { RouteLimits } from "@/lib/core/connection/declared-limits";
import { usdc } from "@/lib/core/money";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import { formatWhen } from "@/lib/format/dates";
import { formatDurationExact } from "@/lib/format/durations";
import { formatUsdc } from "@/lib/format/money";

interface ConnectionFactsProps {
  connection: Pick<CurrentConnection, "mode" | "baseUrls" | "answeredAt" | "silentSince" | "archivedAt" | "clockOffsetMs" | "orchestrator">;
  settings: Pick<ConnectionSettings, "declaredLimits" | "clockReadAt" | "createdAt">;
  policy: string;
  now: EpochMs;
}

/** Where the platform is, how it answers, who we are there, and what may leave. */
export function ConnectionFacts({ connection, settings, policy, now }: ConnectionFactsProps) {
  const when = (date: Date | null) => (date ? formatWhen(toEpochMs(date.getTime()), now) : "never");
  const offset = connection.clockOffsetMs;
  const limits = limitsToText(settings.declaredLimits as RouteLimits);
  const { orchestrator } = connection;
  return (
    <>
      <Card label="Platform">
        <CardHead title="Platform" note={<ModeBadge mode={connection.mode} />} />
        <CardBody>
          <KeyValue
            rows={[
              { label: "Last answer", value: when(connection.answeredAt), tone: connection.silentSince ? "bad" : "ok" },
              ...(connection.silentSince ? [{ label: "Silent since", value: when(connection.silentSince), tone: "bad" as const }] : []),
              ...(connection.archivedAt ? [{ label: "Archived", value: when(connection.archivedAt) }] : []),
              { label: "Clock of the platform", value: Math.abs(offset) < 2_000 ? "in step with ours" : `${formatDurationExact(Math.abs(offset))} ${offset > 0 ? "ahead" : "behind"}`, note: `read ${when(settings.clockReadAt)}` },
              { label: "Policy", value: policy }, { label: "Connected", value: when(settings.createdAt) },
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
                { label: "Referral code", value: orchestrator.referralCode ? <IdText id={orchestrator.referralCode} copy="Copy the orchestrator's code" /> : "unavailable" },
                { label: "Balance, USDC", value: orchestrator.balanceMicros === null ? "unavailable" : formatUsdc(usdc(orchestrator.balanceMicros), "detail"), note: `read ${when(orchestrator.balanceReadAt)}`, strong: true },
              ]}
            />
          ) : "This connection has no orchestrator account."}
        </CardBody>
      </Card>
      <Card label="Addresses">
        <CardHead title="Addresses and limits" />
        <CardBody className="flex flex-col gap-3">
          <KeyValue rows={Object.entries(connection.baseUrls).map(([service, url]) => ({ label: service, value: <code className="font-mono text-second break-all">{url}</code> }))} />
          {limits === "" ? <p className="text-second text-ink3">No limits declared: requests are not paced.</p> : <details><summary className="cursor-pointer text-table">Declared limits</summary><pre className="mt-2 overflow-x-auto font-mono text-second text-ink2">{limits}</pre></details>}
        </CardBody>
      </Card>
    </>
  );
}
