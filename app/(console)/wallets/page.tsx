import type { Metadata } from "next";
import { after } from "next/server";
import { FilterChips } from "@/components/data-table/filter-chips";
import { FilterMenu } from "@/components/data-table/filter-menu";
import { SearchBox } from "@/components/data-table/search-box";
import { Toolbar } from "@/components/data-table/toolbar";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageFrame } from "@/components/shell/page-frame";
import { ButtonLink } from "@/components/ui/button-link";
import { WalletKpis } from "@/components/wallet/wallet-kpis";
import { WalletTable } from "@/components/wallet/wallet-table";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import { addMs } from "@/lib/core/time";
import { type SearchParams, walletFiltersSchema } from "@/lib/schemas/list-filters";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getLimitEvidence } from "@/lib/services/wallet/get-limit-evidence";
import { listWallets } from "@/lib/services/wallet/list-wallets";
import { refreshWallets } from "@/lib/services/wallet/refresh-wallets";
import { READING_FRESH_MS } from "@/lib/services/wallet/sync-wallets";
import { summarizeWallets } from "@/lib/services/wallet/summarize-wallets";
import { toListParams } from "../workers/list-params";
import { USE_CHOICES, walletRightsOf } from "./wallet-view";
import { WALLET_ACTIONS } from "./wallet-action-set";

export const metadata: Metadata = { title: "Child wallets" };

export default async function WalletsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, operator } = await requireOperatorPage();
  const params = await searchParams;
  const filters = walletFiltersSchema.parse(toListParams(params));
  const connection = await getCurrentConnection(ctx);
  const now = addMs(ctx.now(), connection.clockOffsetMs);
  const [page, summary, evidence] = await Promise.all([
    listWallets(ctx, connection.id, filters, now), summarizeWallets(ctx, connection.id, now), getLimitEvidence(ctx, connection.id),
  ]);
  after(() => refreshWallets(ctx, connection.id));
  const canProvision = can(operator.roles, "wallet.provision");
  const freshness = summary.oldestReadAt === null ? undefined : { source: "Balances", readAtMs: summary.oldestReadAt, cadenceMs: READING_FRESH_MS * 3 };
  const use = USE_CHOICES.find(({ value }) => value === filters.use);
  return (
    <PageFrame title="Child wallets" crumb={{ href: "/workers", label: "Fleet" }} freshness={freshness} action={canProvision && <ButtonLink href="/wallets/provision" variant="primary">New wallet</ButtonLink>}>
      <LiveRefresh topics={["wallets", "workers", "intents"]} />
      <WalletKpis summary={summary} now={now} />
      <Toolbar>
        <SearchBox label="Owner, wallet id, label" searchParams={params} />
        {use && <FilterChips chips={[{ param: "use", field: "Limit", operator: "is", value: use.label }]} searchParams={params} />}
        <FilterMenu choices={[{ param: "use", field: "Limit", options: USE_CHOICES }]} searchParams={params} />
      </Toolbar>
      <WalletTable
        page={page} count={summary.count} isFiltered={filters.q !== null || filters.use !== null} searchParams={params}
        evidence={evidence} now={now} sandbox={connection.mode === "sandbox"} actions={WALLET_ACTIONS}
        rights={walletRightsOf(operator.roles)} canProvision={canProvision}
      />
    </PageFrame>
  );
}
