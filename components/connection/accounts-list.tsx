import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { ProofBadge } from "@/components/status/proof-badge";
import { Badge } from "@/components/ui/badge";
import { Card, CardFoot, CardHead } from "@/components/ui/card";
import { type ConfirmAction, ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { IdText } from "@/components/ui/id-text";
import { TimeText } from "@/components/ui/time-text";
import type { ServiceAccount } from "@/lib/core/connection/connection-view";
import { usdc } from "@/lib/core/money";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import { formatUsdc } from "@/lib/format/money";
import { ActionButton } from "./action-button";

interface AccountsListProps {
  agent: { id: string; name: string; isWorker: boolean };
  connectionId: string;
  accounts: readonly ServiceAccount[];
  now: EpochMs;
  sandbox: boolean;
  /** `null` where the person's roles do not allow it. */
  register: ConfirmAction | null;
  read: Parameters<typeof ActionButton>[0]["action"];
}

/** One row per service: who the agent is there, how its link is proven, what it holds, and whether a key can be changed. */
export function AccountsList({ agent, connectionId, accounts, now, sandbox, register, read }: AccountsListProps) {
  const none = <EmptyCell why="no account" />;
  const columns: readonly Column<ServiceAccount>[] = [
    { id: "service", header: "Service", mobile: "title", cell: ({ service }) => (service === "casino" ? "casino, escrow" : service) },
    { id: "id", header: "Platform id", mobile: "subtitle", cell: ({ upstreamId, service }) => (upstreamId ? <IdText id={upstreamId} copy={`Copy ${service} id`} /> : none) },
    { id: "own", header: "Own code", cell: ({ ownCode, upstreamId }) => (ownCode ? <IdText id={ownCode} copy="Copy own code" /> : upstreamId ? <EmptyCell why="not named" /> : none) },
    { id: "used", header: "Code used", wideOnly: true, cell: ({ usedCode, upstreamId }) => (usedCode ? <IdText id={usedCode} copy="Copy code used" /> : upstreamId ? <EmptyCell why="none" /> : none) },
    { id: "proof", header: "Proof", cell: ({ proof, proofNote, upstreamId }) => (upstreamId ? agent.isWorker ? <span title={proofNote ?? undefined}><ProofBadge proof={proof} /></span> : <EmptyCell why="not needed" /> : none) },
    { id: "balance", header: "Balance", align: "right", mobile: "value", cell: (row) => <Balance row={row} now={now} /> },
    { id: "key", header: "Key", mobile: "note", cell: ({ keyVersion, upstreamId }) => (keyVersion !== null ? <Badge tone="ok" icon="key-round">version {keyVersion}</Badge> : upstreamId ? <Badge tone="mute" icon="circle-slash">no key</Badge> : none) },
    {
      id: "act", header: "Handle", align: "right",
      cell: (row) => (row.canRegister && register ? (
        <ConfirmDialog
          trigger="Add account" triggerLabel={`Add account at ${row.service}`} triggerSize="sm" title={`Open an account at ${row.service} for ${agent.name}`} sandbox={sandbox}
          consequence={agent.isWorker ? `It registers with the orchestrator's code of ${row.service}. No money moves. If the reply is lost, the empty account is given up and another one can be opened.` : "The orchestrator gets an identity there, and with it a code for its workers. No money moves."}
          confirmLabel={`Add account at ${row.service}`} action={register} input={{ agentId: agent.id, service: row.service, connectionId }} done={`${agent.name} has an account at ${row.service}.`}
        />
      ) : <RotationWord row={row} />),
    },
  ];
  const stuck = agent.isWorker && accounts.some(({ upstreamId, canRotate }) => upstreamId !== null && !canRotate);
  return (
    <Card label="Accounts">
      <CardHead title="Accounts" note="one identity per service" aside={<ActionButton label="Read balances" pendingLabel="Reading…" size="sm" action={read} input={{ agentId: agent.id, connectionId }} />} />
      <DataTable caption={`Accounts of ${agent.name}`} density="report" columns={columns} rows={accounts} rowKey={({ service }) => service} empty={<EmptyState title="No account yet.">It comes with the registration.</EmptyState>} />
      {stuck && (
        <CardFoot>
          This platform cannot rotate keys where the table says so. The way round: register a new worker, sweep this one and retire it. Cost: what the sweep leaves below 0.01 USDC, the open escrows of the old id, and its history under two ids.
        </CardFoot>
      )}
    </Card>
  );
}

function RotationWord({ row }: { row: ServiceAccount }) {
  if (row.upstreamId === null) return <EmptyCell why="not offered" />;
  return row.canRotate ? <span className="text-ink3">can rotate</span> : <span className="text-ink3">cannot rotate</span>;
}

function Balance({ row, now }: { row: ServiceAccount; now: EpochMs }) {
  if (row.balanceMicros === null) return <EmptyCell why="unavailable" />;
  return <>{formatUsdc(usdc(row.balanceMicros))} {row.balanceReadAt && <span className="text-label text-ink3"><TimeText at={toEpochMs(row.balanceReadAt.getTime())} now={now} /></span>}</>;
}
