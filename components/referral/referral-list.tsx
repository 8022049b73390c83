import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { ProofBadge } from "@/components/status/proof-badge";
import { EmptyState } from "@/components/ui/empty-state";
import { usdc } from "@/lib/core/money";
import type { ReferralChain, ReferralLeaf } from "@/lib/core/referral/referral-view";
import { formatNoun } from "@/lib/format/counts";
import { formatUsdc } from "@/lib/format/money";

const COLUMNS: readonly Column<ReferralLeaf>[] = [
  { id: "agent", header: "Agent", mobile: "title", cell: (row) => row.name },
  { id: "role", header: "Role", mobile: "subtitle", cell: (row) => row.role },
  { id: "level", header: "Level", cell: (row) => row.level },
  { id: "state", header: "State", cell: (row) => row.state },
  { id: "proof", header: "Proof", mobile: "note", cell: (row) => <ProofBadge proof={row.proof} /> },
  { id: "fees", header: "Fees", align: "right", cell: (row) => formatUsdc(usdc(row.feesMicros)) },
  { id: "commission", header: "Commission credited", align: "right", mobile: "value", cell: (row) => formatUsdc(usdc(row.commissionMicros)) },
];

/** The same chain as a table: the best earners of each role. */
export function ReferralList({ branches, workerCount, commissionMicros }: Pick<ReferralChain, "branches" | "workerCount" | "commissionMicros">) {
  const rows = branches.flatMap((branch) => branch.leaves.flatMap(flatten));
  return (
    <DataTable
      caption="Referral chain" columns={COLUMNS} rows={rows} rowKey={(row) => row.agentId} rowHref={(row) => `/workers/${row.agentId}`}
      attention={(row) => row.proof === "contradicted"}
      totals={{ agent: `All ${formatNoun(workerCount, "worker")}, total`, commission: formatUsdc(usdc(commissionMicros)) }}
      empty={<EmptyState title="No workers yet.">Spawn workers: each registers with the orchestrator&apos;s referral code.</EmptyState>}
    />
  );
}

function flatten(leaf: ReferralLeaf): ReferralLeaf[] {
  return [leaf, ...leaf.children.flatMap(flatten)];
}
