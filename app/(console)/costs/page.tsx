import type { Metadata } from "next";
import { Suspense } from "react";
import { ExportLinks } from "@/components/audit/export-links";
import { ConsolidatedPanel } from "@/components/cost/consolidated-panel";
import { CostKpis } from "@/components/cost/cost-kpis";
import { CostTable } from "@/components/cost/cost-table";
import { CostToolbar } from "@/components/cost/cost-toolbar";
import { EarnedCostChart } from "@/components/cost/earned-cost-chart";
import { hrefWith, type SearchParams } from "@/components/data-table/href-with";
import { TableFoot } from "@/components/data-table/table-foot";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageFrame } from "@/components/shell/page-frame";
import { Card, CardHead } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import type { CostFilters } from "@/lib/core/cost/cost-view";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import type { ServiceContext } from "@/lib/services/context";
import { getConsolidation } from "@/lib/services/cost/get-consolidation";
import { getCostReport } from "@/lib/services/cost/get-cost-report";
import { listCostChoices } from "@/lib/services/cost/list-cost-choices";
import { costSearchSchema, daysOf, toFilters, toRange } from "./search";

export const metadata: Metadata = { title: "Cost report" };

export default async function CostsPage(props: { searchParams: Promise<SearchParams> }) {
  const searchParams = await props.searchParams;
  const search = costSearchSchema.parse(searchParams);
  const { operator, ctx } = await requireOperatorPage();
  const connection = await getCurrentConnection(ctx);
  const { preset } = toRange(search, ctx.now());
  const filters = toFilters(search, ctx.now());
  const { group, sort, direction } = search;
  const [report, choices] = await Promise.all([
    getCostReport(ctx, connection.id, { ...filters, group, sort, direction, after: search.after, size: 50 }), listCostChoices(ctx, connection.id, filters),
  ]);
  const view = { ...filters, group };
  const { pattern, runId: run, role, agentId: agent, from, to } = filters;
  const query = hrefWith({}, { from, to, pattern, run, role, agent, group, sort, direction });
  return (
    <PageFrame title="Cost report">
      <LiveRefresh topics={["costs"]} />
      <div className="flex flex-col gap-3">
        <CostToolbar view={view} preset={preset} choices={choices} searchParams={searchParams} isGrouped />
        <CostKpis totals={report.totals} view={view} />
        <EarnedCostChart rows={report.rows} group={group} />
        <Card label="Cost report">
          <CardHead
            title="Costs" note={daysOf(filters, preset)} compact
            aside={<><span className="max-lg:hidden">Same totals in list, detail and CSV</span><ExportLinks path="/api/v1/costs" query={query} allowed={can(operator.roles, "report.export")} /></>}
          />
          <CostTable rows={report.rows} totals={report.totals} view={view} sort={{ key: sort, direction, searchParams }} />
          <TableFoot searchParams={searchParams} before={null} after={report.after}>
            {report.rows.length} of {report.totals.groupCount} shown. Totals cover all of them. Failure cost is inside fees, and fees are inside paid.
          </TableFoot>
        </Card>
        {report.totals.groupCount > 0 && <Suspense fallback={<Skeleton className="h-64" />}><Consolidated ctx={ctx} connectionId={connection.id} filters={filters} /></Suspense>}
      </div>
    </PageFrame>
  );
}

/** Comes after the figures that it consolidates: it reads what workers paid themselves. */
async function Consolidated({ ctx, connectionId, filters }: { ctx: ServiceContext; connectionId: string; filters: CostFilters }) {
  return <ConsolidatedPanel consolidation={await getConsolidation(ctx, connectionId, filters)} />;
}
