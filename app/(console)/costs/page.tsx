import type { Metadata } from "next";
import { DayFilter } from "@/components/audit/day-filter";
import { ExportLinks } from "@/components/audit/export-links";
import { CostChart } from "@/components/cost/cost-chart";
import { CostKpis } from "@/components/cost/cost-kpis";
import { CostTable } from "@/components/cost/cost-table";
import { EliminationNote } from "@/components/cost/elimination-note";
import { hrefFromStart, hrefWith, type SearchParams } from "@/components/data-table/href-with";
import { TableFoot } from "@/components/data-table/table-foot";
import { Toolbar } from "@/components/data-table/toolbar";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageFrame } from "@/components/shell/page-frame";
import { Card, CardHead } from "@/components/ui/card";
import { Tabs } from "@/components/ui/tabs";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import { fromIso } from "@/lib/core/time";
import { formatNoun } from "@/lib/format/counts";
import { formatDay } from "@/lib/format/dates";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getCostReport } from "@/lib/services/cost/get-cost-report";
import { costSearchSchema, toRange } from "./search";

export const metadata: Metadata = { title: "Cost report" };

const PRESETS = [["7d", "7 d"], ["30d", "30 d"], ["all", "All"]] as const;

export default async function CostsPage(props: { searchParams: Promise<SearchParams> }) {
  const searchParams = await props.searchParams;
  const search = costSearchSchema.parse(searchParams);
  const { operator, ctx } = await requireOperatorPage();
  const connection = await getCurrentConnection(ctx);
  const { preset, ...range } = toRange(search, ctx.now());
  const report = await getCostReport(ctx, connection.id, { ...range, sort: search.sort, direction: search.direction, after: search.after, size: 50 });
  const tabs = PRESETS.map(([value, label]) => ({ label, active: preset === value, href: hrefFromStart(searchParams, { range: value, from: null, to: null }) }));
  const days = preset === "all" ? "all days" : `${formatDay(fromIso(`${range.from}T00:00:00Z`))} to ${formatDay(fromIso(`${range.to}T00:00:00Z`))}, UTC`;
  const query = hrefWith({ ...range, sort: search.sort, direction: search.direction }, {});
  return (
    <PageFrame title="Cost report">
      <LiveRefresh topics={["costs"]} />
      <div className="flex flex-col gap-3">
        <Toolbar aside={<ExportLinks path="/api/v1/costs" query={query} allowed={can(operator.roles, "report.export")} />}>
          <Tabs label="Range" tabs={tabs} />
          <DayFilter searchParams={searchParams} from={preset === "all" ? undefined : range.from} to={range.to} />
          <span className="text-second text-ink3">Same totals in list, CSV and JSON</span>
        </Toolbar>
        <CostKpis totals={report.totals} />
        <CostChart rows={report.rows} />
        <Card label="Cost per agent">
          <CardHead title="Agents" note={days} compact />
          <CostTable rows={report.rows} totals={report.totals} sort={{ key: search.sort, direction: search.direction, searchParams }} />
          {report.totals.agentCount > 0 && <EliminationNote totals={report.totals} />}
          <TableFoot searchParams={searchParams} before={null} after={report.after}>
            {formatNoun(report.rows.length, "agent")} of {report.totals.agentCount} shown. Totals cover all of them.
          </TableFoot>
        </Card>
      </div>
    </PageFrame>
  );
}
