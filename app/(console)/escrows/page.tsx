import type { Metadata } from "next";
import { EscrowTable } from "@/components/escrow/escrow-table";
import { EscrowTabs } from "@/components/escrow/escrow-tabs";
import { EscrowToolbar } from "@/components/escrow/escrow-toolbar";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageFrame } from "@/components/shell/page-frame";
import { ButtonLink } from "@/components/ui/button-link";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import { addMs } from "@/lib/core/time";
import type { SearchParams } from "@/lib/schemas/list-filters";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { escrowFiltersSchema, isFiltered, orderOf } from "@/lib/services/escrow/escrow-filters";
import { listEscrows } from "@/lib/services/escrow/list-escrows";
import { nameParties } from "@/lib/services/escrow/list-parties";
import { sumEscrows } from "@/lib/services/escrow/sum-escrows";

export const metadata: Metadata = { title: "Escrows" };

export default async function EscrowsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, operator } = await requireOperatorPage();
  const params = await searchParams;
  const filters = escrowFiltersSchema.parse(params);
  const connection = await getCurrentConnection(ctx);
  const now = addMs(ctx.now(), connection.clockOffsetMs);
  const [page, sums, names] = await Promise.all([
    listEscrows(ctx, connection.id, filters, { now }), sumEscrows(ctx, connection.id), nameParties(ctx, connection.id, [filters.payer, filters.payee], filters.runId),
  ]);
  const canLock = can(operator.roles, "escrow.lock");
  return (
    <PageFrame title="Escrows" action={<>{can(operator.roles, "fleet.import") && <ButtonLink href="/escrows/import">Import</ButtonLink>}{canLock && <ButtonLink href="/escrows/new" variant="primary">New escrow</ButtonLink>}</>}>
      <LiveRefresh topics={["escrows", "intents"]} />
      <EscrowTabs sums={sums} active={filters.state} searchParams={params} />
      <EscrowToolbar filters={filters} names={names} searchParams={params} />
      <EscrowTable
        page={page} now={now} canLock={canLock} isFiltered={isFiltered(filters)}
        sort={{ key: filters.sort, direction: orderOf(filters), searchParams: params }}
      />
    </PageFrame>
  );
}
