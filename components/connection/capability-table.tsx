import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { CapabilityBadge } from "@/components/status/capability-badge";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListedCapability } from "@/lib/core/connection/connection-view";
import { toEpochMs } from "@/lib/core/time";
import { formatClock, formatDay } from "@/lib/format/dates";

const COLUMNS: readonly Column<ListedCapability>[] = [
  { id: "name", header: "Capability", mobile: "title", cell: (row) => <code className="font-mono text-second">{row.name}</code> },
  { id: "dialect", header: "Dialect", mobile: "subtitle", cell: (row) => row.dialect ?? <EmptyCell why="nobody serves it" /> },
  { id: "evidence", header: "Known by", mobile: "value", cell: (row) => <CapabilityBadge level={row.evidence} /> },
  { id: "note", header: "Why", cell: (row) => <span className="text-ink2">{row.note}</span> },
  { id: "at", header: "Since", align: "right", mobile: "note", cell: (row) => <SinceText at={row.checkedAt} /> },
];

/** What this connection can do, in which dialect, and how that is known. */
export function CapabilityTable({ capabilities }: { capabilities: readonly ListedCapability[] }) {
  return <DataTable caption="Capabilities" density="report" columns={COLUMNS} rows={capabilities} rowKey={(row) => row.name} empty={<EmptyState title="Nothing is known yet.">Check now reads what the platform answers.</EmptyState>} />;
}

function SinceText({ at }: { at: Date }) {
  const instant = toEpochMs(at.getTime());
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap text-ink3">
      {formatDay(instant).slice(4)} {formatClock(instant)} UTC
    </time>
  );
}
