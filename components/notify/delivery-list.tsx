import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { TimeText } from "@/components/ui/time-text";
import type { ListedDelivery } from "@/lib/core/notify/channels";
import type { EpochMs } from "@/lib/core/time";

const LOOK = { sent: { tone: "ok", word: "taken" }, queued: { tone: "warn", word: "waiting" }, given_up: { tone: "bad", word: "given up" } } as const;

/** The newest warnings and how they fared. */
export function DeliveryList({ deliveries, now }: { deliveries: readonly ListedDelivery[]; now: EpochMs }) {
  const columns: readonly Column<ListedDelivery>[] = [
    { id: "title", header: "Warning", mobile: "title", cell: (delivery) => delivery.title },
    { id: "kind", header: "By", mobile: "subtitle", cell: (delivery) => delivery.kind },
    { id: "state", header: "State", mobile: "value", cell: (delivery) => <DeliveryState state={delivery.state} /> },
    { id: "attempts", header: "Attempts", align: "right", cell: (delivery) => delivery.attempts },
    { id: "error", header: "Last answer", cell: (delivery) => <span className="text-second whitespace-normal text-ink2">{delivery.error ?? ""}</span> },
    { id: "at", header: "Raised", mobile: "note", cell: (delivery) => <TimeText at={delivery.createdAt} now={now} show="distance" /> },
  ];
  return (
    <DataTable
      caption="Last warnings" columns={columns} rows={deliveries} rowKey={(delivery) => delivery.id} density="queue"
      empty={<EmptyState title="No warnings yet.">They appear here when an alert is raised while a channel is on.</EmptyState>}
    />
  );
}

function DeliveryState({ state }: { state: string }) {
  const look = LOOK[state as keyof typeof LOOK] ?? { tone: "mute", word: state };
  return <Badge tone={look.tone}>{look.word}</Badge>;
}
