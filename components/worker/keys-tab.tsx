import { Badge } from "@/components/ui/badge";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { Card, CardFoot, CardHead } from "@/components/ui/card";
import { type ConfirmAction, ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { TimeText } from "@/components/ui/time-text";
import type { EpochMs } from "@/lib/core/time";
import type { WorkerDetailView } from "./worker-detail";

interface KeysTabProps {
  worker: WorkerDetailView;
  now: EpochMs;
  sandbox: boolean;
  rotate: ConfirmAction | null;
}

type KeyLine = WorkerDetailView["keys"][number];

/** That keys exist and since when; never what they are. */
export function KeysTab({ worker, now, sandbox, rotate }: KeysTabProps) {
  const columns: Column<KeyLine>[] = [
    { id: "version", header: "Version", mobile: "title", cell: ({ version }) => `Key ${version}` },
    { id: "state", header: "State", mobile: "note", cell: ({ retiredAt }) => (retiredAt === null ? <Badge tone="ok" icon="key-round">in use</Badge> : <Badge tone="mute" icon="archive">dropped</Badge>) },
    { id: "created", header: "Created", mobile: "subtitle", cell: ({ createdAt }) => <TimeText at={createdAt} now={now} /> },
    { id: "retired", header: "Dropped", cell: ({ retiredAt }) => (retiredAt === null ? <span className="text-ink3">in use</span> : <TimeText at={retiredAt} now={now} />) },
  ];
  const hasKey = worker.keys.some(({ retiredAt }) => retiredAt === null);
  return (
    <Card>
      <CardHead
        title="Platform keys"
        aside={rotate && hasKey && (
          <ConfirmDialog
            trigger="Rotate key" triggerSize="sm" title={`Rotate the key of ${worker.name}`} sandbox={sandbox}
            consequence="The platform makes a new key and refuses the old one at once. A process that still uses the old key stops. No money moves."
            confirmLabel={`Rotate key of ${worker.name}`} action={rotate} input={{ agentId: worker.id }} done="The key was rotated."
          />
        )}
      />
      <DataTable caption="Keys of this worker" columns={columns} rows={worker.keys} rowKey={({ version }) => String(version)} empty={<EmptyState title="No key yet.">The key is stored when the worker is registered.</EmptyState>} />
      <CardFoot>Keys are stored encrypted and never shown, exported or logged. The text of a dropped key is deleted.</CardFoot>
    </Card>
  );
}
