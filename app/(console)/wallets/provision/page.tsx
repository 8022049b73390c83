import type { Metadata } from "next";
import { CapabilityBadge } from "@/components/status/capability-badge";
import { MoneyMark } from "@/components/forms/money-mark";
import { PageFrame } from "@/components/shell/page-frame";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LimitHolds } from "@/components/wallet/limit-holds";
import { ProvisionForm } from "@/components/wallet/provision-form";
import { requirePermissionPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import type { SearchParams } from "@/lib/schemas/list-filters";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getLimitEvidence } from "@/lib/services/wallet/get-limit-evidence";
import { listWalletCandidates } from "@/lib/services/wallet/list-wallet-candidates";
import { provisionWalletAction } from "../actions";

export const metadata: Metadata = { title: "Provision wallet" };

export default async function ProvisionWalletPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, operator } = await requirePermissionPage("wallet.provision");
  const { worker } = await searchParams;
  const connection = await getCurrentConnection(ctx);
  const preferred = typeof worker === "string" ? worker : null;
  const [candidates, evidence] = await Promise.all([
    listWalletCandidates(ctx, connection.id, preferred), getLimitEvidence(ctx, connection.id),
  ]);
  // Where the console keeps the wallets a worker has one.
  const workers = evidence === "enforced" ? candidates.filter(({ hasWallet }) => !hasWallet) : candidates;
  return (
    <PageFrame title="Provision wallet" crumb={{ href: "/wallets", label: "Child wallets" }}>
      <div className="grid max-w-[1040px] items-start gap-3 lg:grid-cols-[minmax(0,1fr)_340px]">
        <Card>
          <CardHead title="New child wallet" note={<MoneyMark sandbox={connection.mode === "sandbox"} />} aside={connection.mode === "live" && <CapabilityBadge level={evidence} />} />
          {workers.length === 0 ? (
            <EmptyState title="No worker can get a wallet." action={<ButtonLink href="/workers/spawn" variant="primary">Spawn workers</ButtonLink>}>
              A wallet belongs to one live worker. Spawn workers first; each gets its wallet on the way.
            </EmptyState>
          ) : (
            <CardBody>
              <ProvisionForm
                workers={workers} chosen={workers.some(({ id }) => id === preferred) ? (preferred ?? "") : ""}
                orchestrator={connection.orchestrator?.name ?? "the orchestrator"}
                mayAllowWithdrawals={can(operator.roles, "wallet.allowWithdrawals")} action={provisionWalletAction}
              />
            </CardBody>
          )}
        </Card>
        <LimitHolds evidence={evidence} />
      </div>
    </PageFrame>
  );
}
