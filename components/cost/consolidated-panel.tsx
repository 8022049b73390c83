import { Card, CardFoot, CardHead } from "@/components/ui/card";
import type { AccountLine } from "@/lib/core/cost/consolidate";
import { usdc } from "@/lib/core/money";
import { formatGain, formatUsdc } from "@/lib/format/money";

interface ConsolidatedPanelProps {
  consolidation: {
    readonly orchestrator: AccountLine;
    readonly workers: AccountLine;
    readonly agents: AccountLine;
    readonly eliminations: AccountLine;
    readonly fleet: AccountLine;
    readonly outsideCommissionMicros: bigint;
    readonly treasuryChangeMicros: bigint;
  };
}

const COLUMNS = ["Earned", "Paid", "Failure cost", "Referral", "Result"] as const;

/** The agents' own accounts added up, what only moved between them taken out, and what is left: the change of the treasury. */
export function ConsolidatedPanel({ consolidation }: ConsolidatedPanelProps) {
  const { orchestrator, workers, agents, eliminations, fleet, outsideCommissionMicros, treasuryChangeMicros } = consolidation;
  return (
    <Card label="Consolidated">
      <CardHead title="Consolidated" note="each agent's own account, then the fleet as one" compact />
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Consolidated accounts, table">
        <table className="w-full min-w-[560px] text-table">
          <caption className="sr-only">Accounts of the fleet, with flows inside it eliminated</caption>
          <thead>
            <tr className="text-label text-ink3">
              <th scope="col" className="px-3.5 py-1.5 text-left font-medium">Account</th>
              {COLUMNS.map((column) => <th key={column} scope="col" className="px-2.5 py-1.5 text-right font-medium last:pr-3.5">{column}</th>)}
            </tr>
          </thead>
          <tbody>
            <Line name="Orchestrator" line={orchestrator} />
            <Line name="Workers" line={workers} />
            <Line name="Sum of agents" line={agents} isSum />
            <Line name="Own-fleet eliminations" line={eliminations} />
            <Line name="Fleet" line={fleet} isSum />
            {outsideCommissionMicros !== 0n && <Only name="Commission from agents outside" micros={outsideCommissionMicros} />}
            <Only name="Change of the treasury" micros={treasuryChangeMicros} isSum />
          </tbody>
        </table>
      </div>
      <CardFoot>
        <p>
          A payment inside the fleet is income of one account and cost of another, so both columns shrink and the result stays. Deposits, withdrawals, faucets, opening balances and what
          workers spend on other products are no result of trading: they are not in here.
        </p>
      </CardFoot>
    </Card>
  );
}

function Line({ name, line, isSum = false }: { name: string; line: AccountLine; isSum?: boolean }) {
  const plain = [line.earnedMicros, -line.paidMicros, -line.lostMicros, line.referralMicros];
  return (
    <tr className={isSum ? "border-t border-line2 font-semibold" : "border-t border-line"}>
      <th scope="row" className="px-3.5 py-1.5 text-left font-[inherit]">{name}</th>
      {plain.map((micros, index) => <td key={COLUMNS[index]} className="px-2.5 py-1.5 text-right">{formatUsdc(usdc(micros), "detail")}</td>)}
      <td className="px-2.5 py-1.5 pr-3.5 text-right">{formatGain(usdc(line.resultMicros), "detail")}</td>
    </tr>
  );
}

function Only({ name, micros, isSum = false }: { name: string; micros: bigint; isSum?: boolean }) {
  return (
    <tr className={isSum ? "border-t border-line2 font-semibold" : "border-t border-line"}>
      <th scope="row" colSpan={COLUMNS.length} className="px-3.5 py-1.5 text-left font-[inherit]">{name}</th>
      <td className="px-2.5 py-1.5 pr-3.5 text-right">{formatGain(usdc(micros), "detail")}</td>
    </tr>
  );
}
