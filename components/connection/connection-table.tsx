import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { ModeBadge } from "@/components/shell/connection-switch";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { IdText } from "@/components/ui/id-text";
import type { ListedConnection } from "@/lib/core/connection/connection-view";
import { usdc } from "@/lib/core/money";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import { formatWhen } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";

/** Every connection with figures of its own; no sum goes over two of them. */
export function ConnectionTable({ connections, now }: { connections: readonly ListedConnection[]; now: EpochMs }) {
  const columns: readonly Column<ListedConnection>[] = [
    { id: "name", header: "Name", mobile: "title", cell: (row) => row.name },
    { id: "mode", header: "Mode", mobile: "subtitle", cell: (row) => <ModeBadge mode={row.mode} /> },
    { id: "orchestrator", header: "Orchestrator", cell: (row) => (row.orchestratorId ? <IdText id={row.orchestratorId} copy="Copy platform id" /> : <EmptyCell why="none" />) },
    { id: "state", header: "State", mobile: "note", cell: (row) => <StateBadge row={row} /> },
    { id: "counts", header: "Observed, documented, unavailable", align: "right", wideOnly: true, cell: ({ counts }) => `${counts.observed} · ${counts.documented + counts.enforced} · ${counts.unavailable}` },
    { id: "balance", header: "Balance", align: "right", mobile: "value", cell: (row) => <Balance row={row} now={now} /> },
  ];
  return (
    <DataTable
      caption="Connections" columns={columns} rows={connections} rowKey={({ id }) => id} rowHref={({ id }) => `/settings/connections/${id}`}
      empty={<EmptyState title="No connection yet.">Add one to reach a platform.</EmptyState>}
    />
  );
}

function StateBadge({ row }: { row: ListedConnection }) {
  if (row.archivedAt) return <Badge tone="mute" icon="archive">archived</Badge>;
  if (row.frozenAt) return <Badge tone="info" icon="snowflake">frozen</Badge>;
  return row.silentSince ? <Badge tone="bad" icon="unplug">silent</Badge> : <Badge tone="ok" icon="circle-check">answers</Badge>;
}

function Balance({ row, now }: { row: ListedConnection; now: EpochMs }) {
  if (row.balanceMicros === null) return <EmptyCell why="unavailable" />;
  const age = row.balanceReadAt ? formatWhen(toEpochMs(row.balanceReadAt.getTime()), now) : "never read";
  return <span title={`read ${age}`}>{formatUsdc(usdc(row.balanceMicros))} <span className="text-label text-ink3">{age}</span></span>;
}
