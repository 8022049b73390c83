import { type Kpi, KpiStrip } from "@/components/ui/kpi-strip";
import type { EpochMs } from "@/lib/core/time";
import type { WalletSummary } from "@/lib/core/wallet/wallet-view";
import { formatCount, formatNoun } from "@/lib/format/counts";
import { formatClock, formatDistance } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";

interface WalletKpisProps {
  summary: WalletSummary;
  now: EpochMs;
}

export function WalletKpis({ summary, now }: WalletKpisProps) {
  const { count, balance, spent, allowed, withoutLimit, atLimit, firstAtLimit, nextResetAt } = summary;
  const items: Kpi[] = [
    { label: `In ${formatNoun(count, "child wallet")}`, value: formatUsdc(balance, "list", "down"), note: "USDC" },
    {
      label: "Spent today", value: formatUsdc(spent),
      note: `of ${formatUsdc(allowed)} allowed${withoutLimit > 0 ? `, ${formatCount(withoutLimit)} without a limit` : ""}`,
    },
    nextResetAt === null
      ? { label: "Resets", value: "none", note: "no wallet resets by itself" }
      : { label: "Next reset", value: `${formatClock(nextResetAt)} UTC`, note: `${formatDistance(nextResetAt, now)}, each 24 h after it was made` },
    { label: "At their limit", value: formatCount(atLimit), tone: atLimit > 0 ? "bad" : undefined, note: limitNote(atLimit, firstAtLimit) },
  ];
  return <KpiStrip label="Child wallets in figures" items={items} />;
}

function limitNote(atLimit: number, first: string | null): string {
  if (atLimit === 0 || first === null) return "all can spend";
  return atLimit === 1 ? first : `${first} and ${formatNoun(atLimit - 1, "other")}`;
}
