import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { Card, CardFoot, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { usdc } from "@/lib/core/money";
import { formatCount } from "@/lib/format/counts";
import { formatGain, formatUsdc } from "@/lib/format/money";
import { patternWord } from "./pattern-words";

interface ReportSums {
  readonly paidMicros: bigint;
  readonly feesMicros: bigint;
  readonly referralMicros: bigint;
  readonly transactions: number;
  readonly lostMicros: bigint;
}

interface ReportLine extends ReportSums {
  readonly agentId: string;
  readonly name: string;
  readonly patterns: readonly string[];
}

const exact = (micros: bigint) => formatUsdc(usdc(micros), "detail");

const COLUMNS: readonly Column<ReportLine>[] = [
  { id: "agent", header: "Agent", mobile: "title", cell: ({ name }) => name },
  { id: "paid", header: "Total paid", align: "right", mobile: "value", cell: (row) => exact(row.paidMicros) },
  { id: "fees", header: "Fees paid", align: "right", cell: (row) => exact(row.feesMicros) },
  { id: "referral", header: "Referral earned", align: "right", cell: (row) => formatGain(usdc(row.referralMicros), "detail") },
  { id: "lost", header: "Lost on failed work", align: "right", cell: (row) => exact(row.lostMicros) },
  { id: "transactions", header: "Transactions", align: "right", mobile: "note", cell: (row) => formatCount(row.transactions) },
  { id: "patterns", header: "Patterns", mobile: "subtitle", cell: (row) => row.patterns.map(patternWord).join(", ") },
];

/** The run's account per agent: what was paid to it, what that cost in fees, and what of it came back. */
export function RunReport({ report, runId }: { report: { totals: ReportSums; byAgent: readonly ReportLine[] }; runId: string }) {
  const { totals, byAgent } = report;
  return (
    <Card label="Report">
      <CardHead title="Report" note="what has ended so far" aside={<TextLink href={`/costs?run=${runId}&range=all`}>Open in the cost report</TextLink>} />
      <DataTable
        caption="What this run paid each agent" columns={COLUMNS} rows={byAgent} rowKey={({ agentId }) => agentId} rowHref={({ agentId }) => `/workers/${agentId}`} density="report"
        totals={{
          agent: "Session total", paid: exact(totals.paidMicros), fees: exact(totals.feesMicros), referral: formatGain(usdc(totals.referralMicros), "detail"), lost: exact(totals.lostMicros),
          transactions: formatCount(totals.transactions),
        }}
        empty={<EmptyState title="Nothing has been paid yet.">Each release, and each fee lost on failed work, is booked here on the agent that was paid.</EmptyState>}
      />
      {byAgent.length > 0 && <CardFoot><span>USDC, exact. A transaction is one released escrow; its fee is inside what was paid.</span></CardFoot>}
    </Card>
  );
}
