import { DataTable } from "@/components/data-table/data-table";
import { TableFoot } from "@/components/data-table/table-foot";
import type { SearchParams } from "@/components/data-table/href-with";
import { CapabilityBadge } from "@/components/status/capability-badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { usdc } from "@/lib/core/money";
import type { Page } from "@/lib/core/page";
import type { WalletLine } from "@/lib/core/wallet/wallet-view";
import { formatNoun } from "@/lib/format/counts";
import { formatUsdc } from "@/lib/format/money";
import { type WalletColumnFacts, walletColumns } from "./wallet-columns";

interface WalletTableProps extends WalletColumnFacts {
  page: Page<WalletLine>;
  count: number;
  isFiltered: boolean;
  searchParams: SearchParams;
  /** How sure it is that the platform keeps the limit. */
  evidence: string;
  canProvision: boolean;
}

export function WalletTable({ page, count, isFiltered, searchParams, evidence, canProvision, ...facts }: WalletTableProps) {
  const balance = usdc(page.rows.reduce((sum, { balance: each }) => sum + each, 0n));
  const spent = usdc(page.rows.reduce((sum, { spent: each }) => sum + each, 0n));
  return (
    <Card>
      <CardHead
        title="Child wallets"
        note={
          <span className="flex flex-wrap items-center gap-2">
            Limits in the console <CapabilityBadge level="enforced" /> Child wallets of the platform{" "}
            <CapabilityBadge level={evidence === "enforced" ? "unavailable" : evidence} />
            {evidence === "enforced" && <span>Balances are the workers&apos; own. A call made with the raw key skips the console.</span>}
          </span>
        }
      />
      <DataTable
        caption="Child wallets with their limits"
        columns={walletColumns(facts)}
        rows={page.rows}
        rowKey={({ id }) => id}
        rowHref={({ agentId }) => `/workers/${agentId}?tab=wallet`}
        empty={<NoWallets isFiltered={isFiltered} canProvision={canProvision} />}
      />
      {page.rows.length > 0 && (
        <TableFoot searchParams={searchParams} before={page.before} after={page.after}>
          <b className="text-ink">{isFiltered ? `${formatNoun(page.rows.length, "match", "matches")} on this page` : `${page.rows.length} of ${formatNoun(count, "wallet")} shown`}</b> {formatUsdc(balance)} in
          them · {formatUsdc(spent)} spent today
        </TableFoot>
      )}
    </Card>
  );
}

function NoWallets({ isFiltered, canProvision }: { isFiltered: boolean; canProvision: boolean }) {
  if (isFiltered) return <EmptyState title="No wallet matches.">Take a filter away, or search for a name, a wallet id or a label.</EmptyState>;
  return (
    <EmptyState
      title="No child wallets yet."
      action={canProvision && <ButtonLink href="/wallets/provision" variant="primary">Provision wallet</ButtonLink>}
    >
      A child wallet gives one worker money of its own and a daily limit. Provisioning it moves nothing until you fund it.
    </EmptyState>
  );
}
