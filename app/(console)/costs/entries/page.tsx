import type { Metadata } from "next";
import { z } from "zod";
import { CostToolbar } from "@/components/cost/cost-toolbar";
import { EntryFigures } from "@/components/cost/entry-figures";
import { EntryTable } from "@/components/cost/entry-table";
import { hrefWith, type SearchParams } from "@/components/data-table/href-with";
import { TableFoot } from "@/components/data-table/table-foot";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageFrame } from "@/components/shell/page-frame";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { listCostChoices } from "@/lib/services/cost/list-cost-choices";
import { COST_FIGURES, listCostEntries } from "@/lib/services/cost/list-cost-entries";
import { costFiltersSchema, daysOf, toFilters, toRange } from "../search";

export const metadata: Metadata = { title: "Cost entries" };

const searchSchema = costFiltersSchema.extend({ figure: z.preprocess((value) => (Array.isArray(value) ? value[0] : value) as unknown, z.enum(COST_FIGURES).catch("net")) });

export default async function CostEntriesPage(props: { searchParams: Promise<SearchParams> }) {
  const searchParams = await props.searchParams;
  const search = searchSchema.parse(searchParams);
  const { ctx } = await requireOperatorPage();
  const connection = await getCurrentConnection(ctx);
  const now = ctx.now();
  const { preset } = toRange(search, now);
  const filters = toFilters(search, now);
  const [page, choices] = await Promise.all([
    listCostEntries(ctx, connection.id, filters, { figure: search.figure, after: search.after, size: 50 }), listCostChoices(ctx, connection.id, filters),
  ]);
  const { pattern, runId: run, role, agentId: agent, from, to } = filters;
  const report = `/costs${hrefWith({}, { from, to, pattern, run, role, agent })}`;
  return (
    <PageFrame title="Cost entries" crumb={{ href: report, label: "Cost report" }}>
      <LiveRefresh topics={["costs"]} />
      <div className="flex flex-col gap-3">
        <CostToolbar view={{ ...filters, group: "agent" }} preset={preset} choices={choices} searchParams={searchParams} isGrouped={false} aside={<TextLink href={report}>Cost report</TextLink>} />
        <EntryFigures figure={search.figure} searchParams={searchParams} />
        <Card label="Cost entries">
          <EntryTable rows={page.rows} figure={search.figure} total={page} days={daysOf(filters, preset)} now={now} />
          <TableFoot searchParams={searchParams} before={null} after={page.after}>
            {page.rows.length} shown, newest first. The figure above covers every match and is the report&rsquo;s own.
          </TableFoot>
        </Card>
      </div>
    </PageFrame>
  );
}
