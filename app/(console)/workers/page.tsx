import type { Metadata } from "next";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageFrame } from "@/components/shell/page-frame";
import { ButtonLink } from "@/components/ui/button-link";
import { WorkerFilters } from "@/components/worker/worker-filters";
import { WorkerTable } from "@/components/worker/worker-table";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import { addMs } from "@/lib/core/time";
import { type SearchParams, workerFiltersSchema } from "@/lib/schemas/list-filters";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getRecords } from "@/lib/services/run/reputation";
import { countWorkers, listWorkers, totalWorkers } from "@/lib/services/worker/list-workers";
import { ATTENTION_STATES, WORKER_VIEWS } from "@/lib/services/worker/worker-list-sql";
import { toListParams } from "./list-params";

export const metadata: Metadata = { title: "Workers" };

export default async function WorkersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, operator } = await requireOperatorPage();
  const params = await searchParams;
  const filters = workerFiltersSchema.parse(toListParams(params));
  const view = WORKER_VIEWS.find((word) => word === params.view) ?? "fleet";
  const connection = await getCurrentConnection(ctx);
  const scope = { view, now: addMs(ctx.now(), connection.clockOffsetMs) };
  const [page, totals, counts] = await Promise.all([
    listWorkers(ctx, connection.id, filters, scope), totalWorkers(ctx, connection.id, filters, scope), countWorkers(ctx, connection.id),
  ]);
  const records = await getRecords(ctx.db, page.rows.map(({ id }) => id));
  const canSpawn = can(operator.roles, "worker.spawn");
  const fleetCount = Object.values(counts.byState).reduce((sum, count) => sum + count, 0);
  return (
    <PageFrame title="Workers" action={<>{can(operator.roles, "fleet.import") && <ButtonLink href="/workers/import">Import</ButtonLink>}{canSpawn && <ButtonLink href="/workers/spawn" variant="primary">Spawn workers</ButtonLink>}</>}>
      <LiveRefresh topics={["workers", "wallets", "costs"]} />
      <WorkerFilters counts={counts} view={view} attentionStates={ATTENTION_STATES} chosen={filters} searchParams={params} />
      <WorkerTable
        page={page} records={records} totals={totals} fleetCount={fleetCount} sort={{ key: filters.sort, direction: filters.order }}
        searchParams={params} now={ctx.now()} canSpawn={canSpawn}
      />
    </PageFrame>
  );
}
