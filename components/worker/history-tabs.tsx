import { EFFECT_WORDS } from "@/components/cost/figure-words";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { DecisionBadge } from "@/components/status/decision-badge";
import { EscrowStateBadge } from "@/components/status/escrow-state-badge";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { TimeText } from "@/components/ui/time-text";
import type { AuditLine } from "@/lib/core/audit/audit-line";
import type { EpochMs } from "@/lib/core/time";
import type { WorkerCost, WorkerEscrow } from "@/lib/core/worker/worker-view";
import { formatUsdc } from "@/lib/format/money";

const NOTE = "newest first, at most 50";

export function EscrowsTab({ escrows, now }: { escrows: readonly WorkerEscrow[]; now: EpochMs }) {
  const columns: Column<WorkerEscrow>[] = [
    { id: "side", header: "As", mobile: "title", cell: ({ side, counterparty }) => (side === "payee" ? `paid by ${counterparty}` : `pays ${counterparty}`) },
    { id: "state", header: "State", mobile: "subtitle", cell: ({ state, platformWord }) => <EscrowStateBadge state={state} raw={platformWord} /> },
    { id: "deadline", header: "Deadline", mobile: "note", cell: ({ deadlineAt }) => (deadlineAt === null ? <EmptyCell why="none" /> : <TimeText at={deadlineAt} now={now} />) },
    { id: "amount", header: "Amount", align: "right", mobile: "value", cell: ({ amount }) => formatUsdc(amount) },
  ];
  return (
    <Card>
      <CardHead title="Escrows" note={NOTE} />
      <DataTable
        caption="Escrows of this worker" columns={columns} rows={escrows} rowKey={({ id, side }) => `${id}${side}`} rowHref={({ id }) => `/escrows/${id}`}
        empty={<EmptyState title="No escrow names this worker yet." />}
      />
    </Card>
  );
}

export function CostsTab({ workerId, costs, now }: { workerId: string; costs: readonly WorkerCost[]; now: EpochMs }) {
  const columns: Column<WorkerCost>[] = [
    { id: "kind", header: "Effect", mobile: "title", cell: ({ kind }) => EFFECT_WORDS[kind] ?? kind },
    { id: "product", header: "Product", cell: ({ product }) => product },
    { id: "escrow", header: "Escrow", cell: ({ escrowId, kind, amount }) => (escrowId ? <TextLink href={`/escrows/${escrowId}`}>open<span className="sr-only"> the escrow of {EFFECT_WORDS[kind] ?? kind} {formatUsdc(amount, "detail")}</span></TextLink> : <EmptyCell why="none" />) },
    { id: "at", header: "When", mobile: "subtitle", cell: ({ at }) => <TimeText at={at} now={now} /> },
    { id: "amount", header: "USDC", align: "right", mobile: "value", cell: ({ amount }) => formatUsdc(amount, "detail") },
  ];
  return (
    <Card>
      <CardHead title="Costs" note={NOTE} aside={<TextLink href={`/costs/entries?agent=${workerId}&range=all`}>All entries</TextLink>} />
      <DataTable caption="Booked effects of money on this worker" columns={columns} rows={costs} rowKey={({ id }) => id} density="report" empty={<EmptyState title="Nothing was booked yet.">Costs appear when an escrow is released or refunded.</EmptyState>} />
    </Card>
  );
}

export function ActivityTab({ activity, now }: { activity: readonly AuditLine[]; now: EpochMs }) {
  const columns: Column<AuditLine>[] = [
    { id: "summary", header: "What", mobile: "title", cell: ({ summary }) => summary },
    { id: "action", header: "Action", wideOnly: true, cell: ({ action }) => <code className="font-mono text-second text-ink3">{action}</code> },
    { id: "result", header: "Result", mobile: "note", cell: ({ result }) => <DecisionBadge decision={result} /> },
    { id: "actor", header: "Who", cell: ({ actorName }) => actorName },
    { id: "at", header: "When", mobile: "subtitle", cell: ({ at }) => <TimeText at={at} now={now} /> },
  ];
  return (
    <Card>
      <CardHead title="Activity" note={NOTE} aside={<TextLink href="/audit">Audit log</TextLink>} />
      <DataTable caption="Audit entries about this worker" columns={columns} rows={activity} rowKey={({ id }) => id} empty={<EmptyState title="Nothing is recorded yet." />} />
    </Card>
  );
}
