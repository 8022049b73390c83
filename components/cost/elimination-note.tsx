import { CardFoot } from "@/components/ui/card";
import { usdc } from "@/lib/core/money";
import { formatUsdc } from "@/lib/format/money";
import type { ListedCosts } from "./cost-table";

/** What moved inside the fleet and is therefore no cost: only its fees left. */
export function EliminationNote({ totals }: { totals: ListedCosts & { readonly insidePaidMicros: bigint } }) {
  const text = (micros: bigint) => formatUsdc(usdc(micros), "detail");
  const left = totals.insidePaidMicros - totals.earnedMicros;
  return (
    <CardFoot>
      <p>
        Own-fleet elimination: of {text(totals.paidMicros)} paid, {text(totals.insidePaidMicros)} went to own workers. {text(totals.earnedMicros)} of it stayed inside and is no
        cost; {text(left)} left as fees. Net is what stayed inside, plus referral back, less paid.
      </p>
    </CardFoot>
  );
}
