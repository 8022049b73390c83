import { Card, CardFoot, CardHead } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import type { AccountLine } from "@/lib/core/cost/consolidate";
import type { FleetConsolidation } from "@/lib/core/cost/cost-view";
import { usdc } from "@/lib/core/money";
import { formatGain, formatUsdc } from "@/lib/format/money";

const COLUMNS = ["Earned", "Paid", "Failure cost", "Referral"] as const;
/** A narrow screen has room for what is eliminated and for the result. */
const CELL = ["", "", "max-sm:hidden", "max-sm:hidden"];
const PLACE = "px-1.5 py-1.5 text-right sm:px-2.5";

/** The agents' own accounts added up, what only moved between them taken out, and what is left: the change of the treasury. */
export function ConsolidatedPanel({ consolidation }: { consolidation: FleetConsolidation }) {
  const { orchestrator, workers, agents, eliminations, fleet, outsideCommissionMicros, treasuryChangeMicros } = consolidation;
  return (
    <Card label="Consolidated">
      <CardHead title="Consolidated" note="each agent's own account, then the fleet as one" compact />
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Consolidated accounts, table">
        <table className="w-full text-table">
          <caption className="sr-only">Accounts of the fleet, with flows inside it eliminated</caption>
          <thead>
            <tr className="text-label text-ink3">
              <th scope="col" className="px-3.5 py-1.5 text-left font-medium">Account</th>
              {COLUMNS.map((column, index) => <th key={column} scope="col" className={cx(PLACE, CELL[index], "font-medium")}>{column}</th>)}
              <th scope="col" className={cx(PLACE, "pr-3.5! font-medium")}>Result</th>
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
    <tr className={isSum ? "border-t border-line2 font-semibold *:font-semibold!" : "border-t border-line"}>
      <th scope="row" className="px-3.5 py-1.5 text-left font-normal">{name}</th>
      {plain.map((micros, index) => <td key={COLUMNS[index]} className={cx(PLACE, CELL[index])}>{formatUsdc(usdc(micros), "detail")}</td>)}
      <td className={cx(PLACE, "pr-3.5!")}>{formatGain(usdc(line.resultMicros), "detail")}</td>
    </tr>
  );
}

function Only({ name, micros, isSum = false }: { name: string; micros: bigint; isSum?: boolean }) {
  return (
    <tr className={isSum ? "border-t border-line2 font-semibold *:font-semibold!" : "border-t border-line"}>
      <th scope="row" className="px-3.5 py-1.5 text-left font-normal">{name}</th>
      {COLUMNS.map((column, index) => <td key={column} className={CELL[index]} />)}
      <td className={cx(PLACE, "pr-3.5!")}>{formatGain(usdc(micros), "detail")}</td>
    </tr>
  );
}
