import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { Badge } from "@/components/ui/badge";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { TimeText } from "@/components/ui/time-text";
import type { ListedOrder, OrderDetail } from "@/lib/core/order/order-view";
import type { EpochMs } from "@/lib/core/time";
import { OrderStateBadge } from "./order-state-badge";

const WORDS_MAX = 80;

/** The work that was ordered from a worker. */
export function OrdersTab({ orders, now }: { orders: readonly ListedOrder[]; now: EpochMs }) {
  const columns: Column<ListedOrder>[] = [
    { id: "order", header: "Order", mobile: "title", cell: (order) => <OrderName order={order} /> },
    { id: "state", header: "State", mobile: "subtitle", cell: ({ state }) => <OrderStateBadge state={state} /> },
    { id: "attempts", header: "Attempts", align: "right", cell: ({ attempts }) => String(attempts) },
    { id: "returned", header: "Returned", cell: ({ returnedAt }) => (returnedAt === null ? <EmptyCell why="none" /> : <TimeText at={returnedAt} now={now} />) },
    { id: "made", header: "Made", mobile: "note", cell: ({ createdAt }) => <TimeText at={createdAt} now={now} /> },
    { id: "run", header: "Run", cell: ({ run }) => (run ? <TextLink href={`/runs/${run.id}`}>run {run.number}</TextLink> : <EmptyCell why="none" />) },
    { id: "escrow", header: "Escrow", mobile: "value", cell: ({ escrowId }) => (escrowId ? <TextLink href={`/escrows/${escrowId}`}>open</TextLink> : <EmptyCell why="none" />) },
  ];
  return (
    <Card>
      <CardHead title="Orders" note="newest first, at most 50" />
      <DataTable
        caption="Work orders of this worker" columns={columns} rows={orders} rowKey={({ id }) => id}
        empty={<EmptyState title="Nothing was ordered yet.">Give a work order with a new escrow, or start a run; the worker&apos;s own process takes it with a worker token.</EmptyState>}
      />
    </Card>
  );
}

function OrderName({ order: { kind, instructions, revision } }: { order: OrderDetail }) {
  return (
    <span>
      {firstWords(instructions)} {kind === "bid" && <Badge tone="info">bid</Badge>} {revision > 0 && <Badge tone="mute">revision {revision}</Badge>}
    </span>
  );
}

function firstWords(text: string): string {
  const line = text.split("\n")[0] ?? "";
  return line.length > WORDS_MAX ? `${line.slice(0, WORDS_MAX - 1)}…` : line;
}
