import type { Column } from "@/components/data-table/column";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { ProofBadge } from "@/components/status/proof-badge";
import { WorkerStateBadge } from "@/components/status/worker-state-badge";
import { IdText } from "@/components/ui/id-text";
import { WalletMeter } from "@/components/wallet/wallet-meter";
import type { EpochMs } from "@/lib/core/time";
import type { JobRecord } from "@/lib/core/worker/job-record";
import type { WorkerLine } from "@/lib/core/worker/worker-view";
import { formatCount } from "@/lib/format/counts";
import { formatDistance } from "@/lib/format/dates";
import { formatCost, formatGain } from "@/lib/format/money";
import { formatShare } from "@/lib/format/rates";
import { RoleText } from "./role-icon";

export function workerColumns(now: EpochMs, records: ReadonlyMap<string, JobRecord>): Column<WorkerLine>[] {
  return [
    { id: "name", header: "Worker", sortKey: "name", mobile: "title", cell: (line) => <NameCell line={line} /> },
    { id: "role", header: "Role", cell: (line) => <RoleText role={line.role} /> },
    { id: "state", header: "State", mobile: "subtitle", cell: (line) => <span title={line.failure ?? undefined}><WorkerStateBadge state={line.state} /></span> },
    {
      id: "heartbeat", header: "Heartbeat", wideOnly: true,
      cell: (line) => (line.heartbeatAt === null ? <EmptyCell why="never" /> : formatDistance(line.heartbeatAt, now)),
    },
    { id: "proof", header: "Referral proof", mobile: "note", cell: (line) => <ProofBadge proof={line.proof} /> },
    { id: "jobs", header: "Jobs done", wideOnly: true, align: "right", cell: (line) => <JobsCell record={records.get(line.id)} /> },
    { id: "wallet", header: "Wallet today / daily limit", width: "170px", cell: (line) => <WalletCell line={line} /> },
    {
      id: "fees", header: "Fees", sortKey: "fees", align: "right",
      cell: (line) => (line.hasCosts ? formatCost(line.fees) : <EmptyCell why="no data" />),
    },
    { id: "net", header: "Net", sortKey: "net", align: "right", mobile: "value", cell: (line) => <NetCell line={line} /> },
  ];
}

/** The platform's id stands beside the name only where it says something else. */
function NameCell({ line }: { line: WorkerLine }) {
  if (line.upstreamId === null || line.upstreamId === line.name) return line.name;
  return (
    <span className="inline-flex items-baseline gap-2">
      {line.name} <IdText id={line.upstreamId} />
    </span>
  );
}

/** The share of its jobs that an auction scores it by. */
function JobsCell({ record }: { record: JobRecord | undefined }) {
  const jobs = record ? record.doneCount + record.failedCount : 0;
  if (!record || jobs === 0) return <EmptyCell why="no jobs yet" />;
  return `${formatShare(BigInt(record.doneCount), BigInt(jobs))} of ${formatCount(jobs)}`;
}

function WalletCell({ line }: { line: WorkerLine }) {
  if (line.wallet === null) return <EmptyCell why="no wallet" />;
  return <WalletMeter owner={line.name} spent={line.wallet.spent} dailyLimit={line.wallet.dailyLimit} />;
}

function NetCell({ line }: { line: WorkerLine }) {
  if (!line.hasCosts) return <EmptyCell why="no data" />;
  return <span className={line.net < 0n ? "text-bad" : undefined}>{formatGain(line.net)}</span>;
}
