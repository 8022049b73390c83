import { hrefFromStart, type SearchParams } from "@/components/data-table/href-with";
import { Tabs } from "@/components/ui/tabs";
import type { EscrowSum } from "@/lib/core/escrow/escrow-view";
import { type EscrowState, isHolding } from "@/lib/core/escrow/states";
import { usdc } from "@/lib/core/money";
import { formatCount } from "@/lib/format/counts";
import { formatUsdc } from "@/lib/format/money";

interface EscrowTabsProps {
  sums: readonly EscrowSum[];
  active: EscrowState | null;
  searchParams: SearchParams;
}

const ALWAYS: readonly EscrowState[] = ["locked", "completed", "disputed", "released", "refunded", "cancelled", "created"];
const WHEN_ANY: readonly EscrowState[] = ["split", "unrecognised"];

/** One tab for each state with its count and sum; they cover the whole connection, whatever is filtered below. */
export function EscrowTabs({ sums, active, searchParams }: EscrowTabsProps) {
  const of = (state: EscrowState) => sums.find((sum) => sum.state === state);
  const states = [...ALWAYS, ...WHEN_ANY.filter((state) => of(state)?.count || active === state)];
  const count = sums.reduce((all, sum) => all + sum.count, 0n);
  const held = usdc(sums.filter(({ state }) => isHolding(state)).reduce<bigint>((all, sum) => all + sum.amount, 0n));
  const tabs = states.map((state) => {
    const sum = of(state);
    const words = sum && sum.count > 0n ? `${formatCount(sum.count)} · ${formatUsdc(sum.amount)}` : "0";
    return { href: hrefFromStart(searchParams, { state }), label: capital(state), count: words, active: active === state };
  });
  const all = { href: hrefFromStart(searchParams, { state: null }), label: "All", count: formatCount(count), active: active === null };
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <Tabs label="States" look="views" tabs={[all, ...tabs]} />
      <p className="text-second text-ink3">
        <b className="text-ink">{formatUsdc(held)}</b> USDC held by the platform
      </p>
    </div>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
