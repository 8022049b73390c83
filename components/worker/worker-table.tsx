import { DataTable } from "@/components/data-table/data-table";
import type { SearchParams } from "@/components/data-table/href-with";
import { TableFoot } from "@/components/data-table/table-foot";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { Page } from "@/lib/core/page";
import type { EpochMs } from "@/lib/core/time";
import type { JobRecord } from "@/lib/core/worker/job-record";
import type { WorkerLine, WorkerTotals } from "@/lib/core/worker/worker-view";
import { formatCount, formatNoun } from "@/lib/format/counts";
import { formatCost, formatGain, formatUsdc } from "@/lib/format/money";
import { workerColumns } from "./worker-columns";

interface WorkerTableProps {
  page: Page<WorkerLine>;
  /** How the jobs of those on the page ended, by id. */
  records: ReadonlyMap<string, JobRecord>;
  totals: WorkerTotals;
  /** Every worker of the connection, retired ones too. */
  fleetCount: number;
  sort: { key: string; direction: "asc" | "desc" };
  searchParams: SearchParams;
  now: EpochMs;
  canSpawn: boolean;
}

export function WorkerTable({ page, records, totals, fleetCount, sort, searchParams, now, canSpawn }: WorkerTableProps) {
  return (
    <Card label="Workers">
      <DataTable
        caption="Workers of the fleet"
        columns={workerColumns(now, records)}
        rows={page.rows}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/workers/${id}`}
        attention={({ state }) => state === "failed"}
        sort={{ ...sort, searchParams }}
        totals={{
          name: <TotalsWords count={totals.count} fleetCount={fleetCount} />,
          wallet: (
            <span className="flex justify-between gap-2">
              {formatUsdc(totals.spent, "list", "up")} <span className="font-normal text-ink3">/ {formatUsdc(totals.allowed)}</span>
            </span>
          ),
          fees: formatCost(totals.fees),
          net: <span className={totals.net < 0n ? "text-bad" : undefined}>{formatGain(totals.net)}</span>,
        }}
        empty={<NoWorkers fleetCount={fleetCount} canSpawn={canSpawn} />}
      />
      {page.rows.length > 0 && (
        <TableFoot searchParams={searchParams} before={page.before} after={page.after}>
          <b className="text-ink">{formatCount(page.rows.length)} of {formatCount(totals.count)} shown</b> Totals cover all matches, not this page. USDC.
        </TableFoot>
      )}
    </Card>
  );
}

function TotalsWords({ count, fleetCount }: { count: number; fleetCount: number }) {
  return (
    <span className="whitespace-nowrap">
      {formatNoun(count, "worker")} {count === 1 ? "matches" : "match"} <span className="font-normal text-ink3">of {formatCount(fleetCount)}</span>
    </span>
  );
}

function NoWorkers({ fleetCount, canSpawn }: { fleetCount: number; canSpawn: boolean }) {
  if (fleetCount > 0) return <EmptyState title="No worker matches.">Take a filter away, or search for a name, an id or a code.</EmptyState>;
  return (
    <EmptyState title="No workers yet." action={canSpawn && <ButtonLink href="/workers/spawn" variant="primary">Spawn workers</ButtonLink>}>
      Plan a batch. Nothing is registered until you confirm.
    </EmptyState>
  );
}
