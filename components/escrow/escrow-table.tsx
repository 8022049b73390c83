import { DataTable } from "@/components/data-table/data-table";
import type { SearchParams } from "@/components/data-table/href-with";
import { TableFoot } from "@/components/data-table/table-foot";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { EscrowLine } from "@/lib/core/escrow/escrow-view";
import type { Page } from "@/lib/core/page";
import type { EpochMs } from "@/lib/core/time";
import { formatNoun } from "@/lib/format/counts";
import { escrowColumns } from "./escrow-columns";

interface EscrowTableProps {
  page: Page<EscrowLine>;
  now: EpochMs;
  canLock: boolean;
  isFiltered: boolean;
  sort: { key: string; direction: "asc" | "desc"; searchParams: SearchParams };
}

export function EscrowTable({ page, now, canLock, isFiltered, sort }: EscrowTableProps) {
  return (
    <Card label="Escrows">
      <DataTable
        caption="Escrows of this connection"
        columns={escrowColumns(now)}
        rows={page.rows}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/escrows/${id}`}
        attention={({ state, intent }) => state === "completed" || intent === "unknown"}
        sort={sort}
        empty={<NoEscrows isFiltered={isFiltered} canLock={canLock} />}
      />
      {page.rows.length > 0 && (
        <TableFoot searchParams={sort.searchParams} before={page.before} after={page.after}>
          <b className="text-ink">{formatNoun(page.rows.length, "escrow")} shown.</b> The tabs count and sum the whole connection, not this page. USDC.
        </TableFoot>
      )}
    </Card>
  );
}

function NoEscrows({ isFiltered, canLock }: { isFiltered: boolean; canLock: boolean }) {
  if (isFiltered) {
    return <EmptyState title="No escrow matches.">Take a filter away. Descriptions are searched in the newest 20,000 escrows; ids and names in all.</EmptyState>;
  }
  return (
    <EmptyState title="No escrows yet." action={canLock && <ButtonLink href="/escrows/new" variant="primary">New escrow</ButtonLink>}>
      Lock money for a worker. It gets the money only when you release it.
    </EmptyState>
  );
}
