import { Meter } from "@/components/ui/meter";
import { EmptyCell } from "@/components/data-table/empty-cell";
import type { Usdc } from "@/lib/core/money";
import { formatUsdc } from "@/lib/format/money";
import { barPercent } from "@/lib/format/rates";

/** What a wallet spent in its window against its limit; a limit of 0 is full, none at all is said. */
export function WalletMeter({ owner, spent, dailyLimit }: { owner: string; spent: Usdc; dailyLimit: Usdc | null }) {
  if (dailyLimit === null) return <EmptyCell why={`${formatUsdc(spent)} spent, no limit`} />;
  if (dailyLimit === 0n) return <EmptyCell why="may spend nothing" />;
  return (
    <Meter
      percent={barPercent(spent, dailyLimit)}
      used={formatUsdc(spent, "list", "up")}
      limit={formatUsdc(dailyLimit)}
      label={`Spent today by ${owner}`}
    />
  );
}
