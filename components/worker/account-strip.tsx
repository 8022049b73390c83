import { KpiStrip } from "@/components/ui/kpi-strip";
import type { AccountLine } from "@/lib/core/cost/consolidate";
import { usdc } from "@/lib/core/money";
import { formatGain, formatUsdc } from "@/lib/format/money";

/** What trading made of the worker's own account: what it keeps of what it received. */
export function AccountStrip({ account }: { account: AccountLine }) {
  const text = (micros: bigint) => formatUsdc(usdc(micros), "detail");
  return (
    <KpiStrip
      label="Own account of this worker"
      items={[
        { label: "Received", value: text(account.earnedMicros), note: "as a payee, fees off" },
        { label: "Paid on", value: text(account.paidMicros), note: "as a payer, fees inside" },
        { label: "Fees lost", value: text(account.lostMicros), tone: account.lostMicros > 0n ? "bad" : undefined, note: "on money that came back" },
        { label: "Own account", value: formatGain(usdc(account.resultMicros), "detail"), tone: account.resultMicros < 0n ? "bad" : undefined, note: "what trading left it" },
      ]}
    />
  );
}
