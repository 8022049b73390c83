import { CapabilityBadge } from "@/components/status/capability-badge";
import { Badge } from "@/components/ui/badge";
import { KeyValue } from "@/components/ui/key-value";
import type { ConnectionMode } from "@/lib/core/connection/connection-mode";
import type { ProbedCapability, ServiceHealth } from "@/lib/core/connection/connection-view";

export interface ConnectionTestView {
  readonly mode: ConnectionMode;
  readonly agentId: string;
  readonly balance: string;
  readonly ownCode: string | null;
  readonly referral: string | null;
  readonly health: readonly ServiceHealth[];
  readonly capabilities: readonly ProbedCapability[];
  readonly products: readonly { readonly service: string; readonly code: string | null | undefined }[];
}

/** What the platform answered before anything was saved. */
export function TestReport({ test }: { test: ConnectionTestView }) {
  const observed = test.capabilities.filter(({ evidence }) => evidence === "observed");
  const missing = test.capabilities.filter(({ evidence }) => evidence === "unavailable");
  return (
    <section aria-label="What the platform answered" className="flex flex-col gap-3" role="status">
      <p className="text-body">
        {test.mode === "live"
          ? "These services are live: every amount below is real money."
          : "This is a sandbox: no real money moves."}
      </p>
      <KeyValue
        boxed
        rows={[
          { label: "Orchestrator", value: test.agentId }, { label: "Balance, USDC", value: test.balance, strong: true },
          { label: "Its referral code", value: test.ownCode ?? "unavailable" }, { label: "Its referrals", value: test.referral ?? "unavailable" },
          ...test.products.map(({ service, code }) => ({ label: `Code at ${service}`, value: code ?? "unavailable" })),
        ]}
      />
      <ul className="flex flex-col gap-1">
        {test.health.map(({ service, answered, note }) => (
          <li key={service} className="flex flex-wrap items-center gap-2 text-table">
            <Badge tone={answered ? "ok" : "bad"} icon={answered ? "circle-check" : "circle-x"}>{service}</Badge>
            <span className="min-w-0 text-ink2">{note}</span>
          </li>
        ))}
      </ul>
      <details>
        <summary className="cursor-pointer text-table">
          {observed.length} capabilities observed, {test.capabilities.length - observed.length - missing.length} documented, {missing.length} unavailable
        </summary>
        <ul className="mt-2 flex flex-col gap-1">
          {test.capabilities.map(({ name, evidence, note }) => (
            <li key={name} className="flex flex-wrap items-center gap-2 text-second">
              <code className="font-mono">{name}</code>
              <CapabilityBadge level={evidence} />
              <span className="min-w-0 text-ink3">{note}</span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
