import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TimeText } from "@/components/ui/time-text";
import type { EpochMs } from "@/lib/core/time";
import type { WalletMovement } from "@/lib/core/wallet/wallet-view";
import { formatGain } from "@/lib/format/money";

const WORDS: Record<string, string> = { fund: "funded by the orchestrator", unfund: "taken back", spend: "spent", lock: "locked in an escrow" };

/** What the console moved in and out of a wallet, newest first. */
export function WalletMovements({ movements, now }: { movements: readonly WalletMovement[]; now: EpochMs }) {
  const columns: Column<WalletMovement>[] = [
    { id: "kind", header: "Movement", mobile: "title", cell: ({ kind }) => WORDS[kind] ?? kind },
    { id: "at", header: "When", mobile: "subtitle", cell: ({ at }) => <TimeText at={at} now={now} /> },
    { id: "amount", header: "USDC", align: "right", mobile: "value", cell: ({ amount }) => formatGain(amount, "detail") },
  ];
  return (
    <Card>
      <CardHead title="Movements" note="newest first, at most 50" compact />
      <DataTable caption="Movements of this wallet" columns={columns} rows={movements} rowKey={({ id }) => id} density="report" empty={<EmptyState title="Nothing moved yet." />} />
    </Card>
  );
}
