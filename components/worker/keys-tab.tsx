import { Badge } from "@/components/ui/badge";
import { CapabilityBadge } from "@/components/status/capability-badge";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { Card, CardFoot, CardHead } from "@/components/ui/card";
import { type ConfirmAction, ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { TimeText } from "@/components/ui/time-text";
import type { EpochMs } from "@/lib/core/time";
import type { WorkerDetail } from "@/lib/core/worker/worker-view";

interface KeysTabProps {
  worker: WorkerDetail;
  now: EpochMs;
  sandbox: boolean;
  rotate: ConfirmAction | null;
  /** False where the platform cannot change a key at all. */
  rotatable: boolean;
}

type KeyLine = WorkerDetail["keys"][number];

/** That keys exist and since when; never what they are. */
export function KeysTab({ worker, now, sandbox, rotate, rotatable }: KeysTabProps) {
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
        aside={rotatable ? rotate && hasKey && (
          <ConfirmDialog
            trigger="Rotate key" triggerSize="sm" title={`Rotate the key of ${worker.name}`} sandbox={sandbox}
            consequence="The platform makes a new key and refuses the old one at once. A process that still uses the old key stops. No money moves."
            confirmLabel={`Rotate key of ${worker.name}`} action={rotate} input={{ agentId: worker.id }} done="The key was rotated."
          />
        ) : <CapabilityBadge level="unavailable" />}
      />
      <DataTable caption="Keys of this worker" columns={columns} rows={worker.keys} rowKey={({ version }) => String(version)} empty={<EmptyState title="No key yet.">The key is stored when the worker is registered.</EmptyState>} />
      {!rotatable && hasKey && <NoRotation name={worker.name} />}
      <CardFoot>Keys are stored encrypted and never shown, exported or logged. The text of a dropped key is deleted.</CardFoot>
    </Card>
  );
}

/** What to do instead, and what that costs. */
function NoRotation({ name }: { name: string }) {
  return (
    <div className="flex flex-col gap-2 border-t border-line p-3.5 text-second text-ink2">
      <p>
        <b>Rotate key is unavailable:</b> the platform has no way to change a key. The way round is a new worker: spawn one with the
        same role, let the open escrows of {name} end, then retire it. Its whole balance is paid back first.
      </p>
      <p>
        What it costs: no fee for the payment back; 1 % of each escrow that it paid and that you let run to its deadline; less than 0.01 may
        stay behind. The new worker starts with no earnings behind it and must prove its referral link anew.
      </p>
      <div className="flex flex-wrap gap-2">
        <ButtonLink href="/workers/spawn" size="sm">Spawn a new worker</ButtonLink>
      </div>
    </div>
  );
}
