import type { Metadata } from "next";
import { ExportLinks } from "@/components/audit/export-links";
import { hrefWith, type SearchParams } from "@/components/data-table/href-with";
import { LiveRefresh } from "@/components/live/live-refresh";
import { CommissionOrigin } from "@/components/referral/commission-origin";
import { CommissionTable } from "@/components/referral/commission-table";
import { ProofCounts } from "@/components/referral/proof-counts";
import { ReferralList } from "@/components/referral/referral-list";
import { ReferralTree } from "@/components/referral/referral-tree";
import { PageFrame } from "@/components/shell/page-frame";
import { CapabilityBadge } from "@/components/status/capability-badge";
import { Card, CardFoot, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Tabs } from "@/components/ui/tabs";
import { TextLink } from "@/components/ui/text-link";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import { addMs, DAY_MS } from "@/lib/core/time";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getConnectionSettings } from "@/lib/services/connection/get-connection-settings";
import { getCommissionLedger } from "@/lib/services/referral/get-commission-ledger";
import { getReferralTree, PROOFS_BY_STRENGTH } from "@/lib/services/referral/get-referral-tree";

export const metadata: Metadata = { title: "Referrals" };

export default async function ReferralsPage(props: { searchParams: Promise<SearchParams> }) {
  const searchParams = await props.searchParams;
  const isList = searchParams["view"] === "list";
  const isAll = searchParams["range"] === "all";
  const { operator, ctx } = await requireOperatorPage();
  const connection = await getCurrentConnection(ctx);
  const now = ctx.now();
  const [tree, ledger, settings] = await Promise.all([
    getReferralTree(ctx, connection.id, connection.orchestrator?.agentId ?? ""),
    getCommissionLedger(ctx, connection.id, { since: isAll ? null : addMs(now, -29 * DAY_MS), now }),
    getConnectionSettings(ctx, connection.id),
  ]);
  const evidence = settings.capabilities.find(({ name }) => name === "referral.summary")?.evidence ?? "unavailable";
  const counts = PROOFS_BY_STRENGTH.map((proof) => ({ proof, count: tree.proofCounts[proof] })).filter(({ count }) => count > 0);
  const root = { name: connection.orchestrator?.name ?? "orchestrator", code: connection.orchestrator?.referralCode ?? null };
  const views = [{ label: "Tree", active: !isList, href: hrefWith(searchParams, { view: null }) }, { label: "List", active: isList, href: hrefWith(searchParams, { view: "list" }) }];
  const ranges = [{ label: "30 d", active: !isAll, href: hrefWith(searchParams, { range: null }) }, { label: "All", active: isAll, href: hrefWith(searchParams, { range: "all" }) }];
  const wrong = tree.contradicted[0];
  return (
    <PageFrame title="Referrals">
      <LiveRefresh topics={["referrals", "workers", "costs"]} />
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)]">
        <Card label="Referral tree">
          <CardHead title="Referral tree" note="commission of all time" aside={<Tabs label="View" tabs={views} />} />
          <ProofCounts counts={counts} />
          {tree.workerCount === 0 && <EmptyState title="No workers yet.">Spawn workers: each registers with the orchestrator&apos;s referral code, and its branch shows here.</EmptyState>}
          {tree.workerCount > 0 && (isList ? <ReferralList {...tree} /> : <ReferralTree root={root} {...tree} />)}
          {wrong && (
            <CardFoot>
              <Notice tone="bad" icon="circle-x">
                The platform does not link {wrong.name} to our code. It earns nothing and gets no money. <TextLink href={`/workers/${wrong.agentId}`}>See evidence</TextLink>
              </Notice>
            </CardFoot>
          )}
        </Card>
        <div className="flex min-w-0 flex-col gap-3">
          <Card label="Commission ledger">
            <CardHead title="Commission ledger" note={<Tabs label="Range" tabs={ranges} />} aside={<CapabilityBadge level={evidence} />} />
            <CommissionTable lines={ledger.lines} total={ledger.total} />
            <CardFoot>
              <span>Expected is 15 % of the escrow fees of own workers.</span>
              <span className="flex gap-1.5"><ExportLinks path="/api/v1/commissions" query={isAll ? "?range=all" : "?"} allowed={can(operator.roles, "report.export")} /></span>
            </CardFoot>
          </Card>
          <CommissionOrigin ownMicros={ledger.ownMicros} outsideMicros={ledger.outsideMicros} />
        </div>
      </div>
    </PageFrame>
  );
}
