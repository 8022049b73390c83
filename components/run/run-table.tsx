import { DataTable } from "@/components/data-table/data-table";
import type { SearchParams } from "@/components/data-table/href-with";
import { TableFoot } from "@/components/data-table/table-foot";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { RunLine } from "@/lib/core/run/run-view";
import type { EpochMs } from "@/lib/core/time";
import { formatNoun } from "@/lib/format/counts";
import { runColumns } from "./run-columns";

interface RunTableProps {
  page: { rows: readonly RunLine[]; before: string | null; after: string | null };
  now: EpochMs;
  canStart: boolean;
  isFiltered: boolean;
  searchParams: SearchParams;
}

export function RunTable({ page, now, canStart, isFiltered, searchParams }: RunTableProps) {
  return (
    <Card label="Payment runs">
      <DataTable
        caption="Payment runs of this connection" columns={runColumns(now)} rows={page.rows} rowKey={({ id }) => id} rowHref={({ id }) => `/runs/${id}`}
        attention={({ state, failedCount }) => failedCount > 0 && (state === "running" || state === "paused")} density="queue"
        empty={<NoRuns isFiltered={isFiltered} canStart={canStart} />}
      />
      {page.rows.length > 0 && (
        <TableFoot searchParams={searchParams} before={page.before} after={page.after}>
          <b className="text-ink">{formatNoun(page.rows.length, "run")} shown,</b> the newest first. Each bar is one budget: its parts add up to it. USDC.
        </TableFoot>
      )}
    </Card>
  );
}

function NoRuns({ isFiltered, canStart }: { isFiltered: boolean; canStart: boolean }) {
  if (isFiltered) return <EmptyState title="No run matches.">Take a filter away. Names are searched in the newest 20,000 runs; ids and numbers in all.</EmptyState>;
  return (
    <EmptyState title="No runs yet." action={canStart && <ButtonLink href="/runs/new" variant="primary">New run</ButtonLink>}>
      Design how agents pay each other: a hub, a pipeline, an auction, a marketplace. Nothing is locked before you have seen its price and started it.
    </EmptyState>
  );
}
