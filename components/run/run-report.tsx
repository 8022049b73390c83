import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { hrefWith } from "@/components/data-table/href-with";
import { Card, CardFoot, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { usdc } from "@/lib/core/money";
import type { RunAgentSums, RunReportFacts, RunSums } from "@/lib/core/run/report-view";
import { formatCount } from "@/lib/format/counts";
import { formatGain, formatUsdc } from "@/lib/format/money";
import { FigureLink } from "../cost/figure-link";
import { patternWord } from "./pattern-words";

interface ReportFigure {
  readonly id: string;
  readonly header: string;
  /** The figure of the cost report whose entries it opens. */
  readonly figure: string;
  readonly amountOf: (sums: RunSums) => bigint;
  readonly show: (sums: RunSums) => string;
  readonly mobile?: "value" | "note";
  /** Follows the figure where a small screen shows no head above it. */
  readonly unit?: string;
}

const exact = (micros: bigint) => formatUsdc(usdc(micros), "detail");
const gain = (micros: bigint) => formatGain(usdc(micros), "detail");

const FIGURES: readonly ReportFigure[] = [
  { id: "paid", header: "Total paid", figure: "paid", mobile: "value", amountOf: (sums) => sums.paidMicros, show: (sums) => exact(sums.paidMicros) },
  { id: "fees", header: "Fees", figure: "fees", amountOf: (sums) => sums.feesMicros, show: (sums) => exact(sums.feesMicros) },
  { id: "referral", header: "Referral earned", figure: "referral", amountOf: (sums) => sums.referralMicros, show: (sums) => gain(sums.referralMicros) },
  { id: "lost", header: "Failure cost", figure: "lost", amountOf: (sums) => sums.lostMicros, show: (sums) => exact(sums.lostMicros) },
  { id: "transactions", header: "Transactions", figure: "released", mobile: "note", unit: "transactions", amountOf: (sums) => BigInt(sums.transactions), show: (sums) => formatCount(sums.transactions) },
  { id: "failed", header: "Failed", figure: "failed", amountOf: (sums) => BigInt(sums.failed), show: (sums) => formatCount(sums.failed) },
];

/** The run's account per agent: what was paid to it, what that cost in fees, and what of it came back. Each figure opens its entries. */
export function RunReport({ report, runId }: { report: RunReportFacts; runId: string }) {
  const { totals } = report;
  const agents = [...report.byAgent].sort((one, other) => Number(other.paidMicros - one.paidMicros));
  const hasMargins = agents.some(({ paidOnMicros }) => paidOnMicros > 0n);
  const figure = ({ figure: name, amountOf, show, unit }: ReportFigure, sums: RunSums, agentId: string | null) => (
    <>
      <FigureLink href={`/costs/entries${hrefWith({}, { figure: name, range: "all", run: runId, agent: agentId })}`} isZero={amountOf(sums) === 0n}>{show(sums)}</FigureLink>
      {unit && <span className="text-ink3 md:hidden"> {unit}</span>}
    </>
  );
  const columns: readonly Column<RunAgentSums>[] = [
    { id: "agent", header: "Agent", mobile: "title", cell: ({ name }) => name },
    ...FIGURES.map((one): Column<RunAgentSums> => ({ id: one.id, header: one.header, align: "right", ...(one.mobile && { mobile: one.mobile }), cell: (row) => figure(one, row, row.agentId) })),
    ...(hasMargins ? [{ id: "keeps", header: "Keeps", align: "right", wideOnly: true, cell: (row) => gain(row.earnedMicros - row.paidOnMicros) } satisfies Column<RunAgentSums>] : []),
    { id: "patterns", header: "Patterns", mobile: "subtitle", cell: (row) => row.patterns.map(patternWord).join(", ") },
  ];
  return (
    <Card label="Report">
      <CardHead title="Report" note="what has ended so far" aside={<TextLink href={`/costs?run=${runId}&range=all`}>Open in the cost report</TextLink>} />
      <DataTable
        caption="What this run paid each agent" columns={columns} rows={agents} rowKey={({ agentId }) => agentId} rowHref={({ agentId }) => `/workers/${agentId}`} density="report"
        totals={{ agent: "Total of the run", ...Object.fromEntries(FIGURES.map((one) => [one.id, figure(one, totals, null)])) }}
        empty={<EmptyState title="Nothing has been paid yet.">Each release, and each fee lost on failed work, is booked here on the agent that was paid.</EmptyState>}
      />
      {agents.length > 0 && (
        <CardFoot>
          <span>USDC, exact, as in the cost report. A transaction is one released escrow, a failed one came back; fees are inside what was paid.{hasMargins && " Keeps: what an agent received less what it paid on to others."}</span>
        </CardFoot>
      )}
    </Card>
  );
}
