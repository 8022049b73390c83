import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardFoot, CardHead } from "@/components/ui/card";
import { ConfirmDialog, type ConfirmAction } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { TimeText } from "@/components/ui/time-text";
import type { ListedWorkerToken } from "@/lib/core/access/token-view";
import type { EpochMs } from "@/lib/core/time";
import { MakeWorkerTokenForm, type MakeWorkerTokenProps } from "./make-worker-token-form";

interface WorkerTokensCardProps {
  workerId: string;
  tokens: readonly ListedWorkerToken[];
  now: EpochMs;
  /** `null` where the person may not, or the worker is retired. */
  make: MakeWorkerTokenProps["action"] | null;
  revoke: ConfirmAction | null;
}

/** What the worker's own process signs in with: never a platform key. */
export function WorkerTokensCard({ workerId, tokens, now, make, revoke }: WorkerTokensCardProps) {
  const columns: Column<ListedWorkerToken>[] = [
    { id: "name", header: "Token", mobile: "title", cell: ({ name, hint, revokedAt }) => <span>{name} <code className="font-mono text-second text-ink3">{hint}</code> {revokedAt !== null && <Badge tone="mute">revoked</Badge>}</span> },
    { id: "made", header: "Made", mobile: "subtitle", cell: ({ createdBy, createdAt }) => <span>{createdBy}, <TimeText at={createdAt} now={now} show="distance" /></span> },
    { id: "used", header: "Last used", mobile: "note", cell: ({ lastUsedAt }) => (lastUsedAt ? <TimeText at={lastUsedAt} now={now} show="distance" /> : "never used") },
    { id: "actions", header: <span className="sr-only">Actions</span>, label: "Actions", align: "right", mobile: "value", cell: (token) => revoke && token.revokedAt === null && <Revoke token={token} revoke={revoke} /> },
  ];
  return (
    <Card label="Worker tokens">
      <CardHead title="Worker tokens" note="for this worker's own process at /api/agent" />
      <DataTable
        caption="Worker tokens" columns={columns} rows={tokens} rowKey={({ id }) => id} density="queue"
        empty={<EmptyState title="No worker token yet.">With one, the worker&apos;s own process takes its work orders.</EmptyState>}
      />
      {make && <CardBody className="border-t border-line"><MakeWorkerTokenForm workerId={workerId} action={make} /></CardBody>}
      <CardFoot>A worker token takes this worker&apos;s orders and returns results. It reads nothing else and moves no money.</CardFoot>
    </Card>
  );
}

function Revoke({ token, revoke }: { token: ListedWorkerToken; revoke: ConfirmAction }) {
  return (
    <ConfirmDialog
      trigger={<>Revoke<span className="sr-only"> {token.name}</span></>} triggerVariant="danger" triggerSize="sm" title={`Revoke ${token.name}?`}
      consequence="The process that uses it is refused from now on. It cannot be brought back. Its order is offered again when the lease ends."
      confirmLabel="Revoke token" confirmVariant="solid-danger" action={revoke} input={{ tokenId: token.id }} done="The worker token is revoked."
    />
  );
}
