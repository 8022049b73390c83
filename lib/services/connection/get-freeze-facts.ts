import { usdc } from "@/lib/core/money";
import { formatCount } from "@/lib/format/counts";
import { formatUsdc } from "@/lib/format/money";
import type { ServiceContext } from "../context";

interface FactsRow { workers: bigint; calls: bigint; inFlight: bigint; escrows: bigint; held: bigint }

/** What a freeze stops and what runs on, in words and money, for the dialog. */
export async function getFreezeFacts(ctx: ServiceContext, connectionId: string): Promise<{ label: string; value: string }[]> {
  const [row] = await ctx.db.$queryRaw<FactsRow[]>`
    select
      (select count(*) from "Agent" where "connectionId" = ${connectionId} and kind = 'worker' and state in ('live', 'stale', 'registering')) as workers,
      (select count(*) from "Intent" where "connectionId" = ${connectionId} and outcome in ('sending', 'unknown')) as calls,
      (select coalesce(sum("amountMicros"), 0)::bigint from "Intent" where "connectionId" = ${connectionId} and outcome in ('sending', 'unknown')) as "inFlight",
      (select coalesce(sum(count), 0)::bigint from "EscrowTotal" where "connectionId" = ${connectionId} and state in ('locked', 'completed', 'disputed')) as escrows,
      (select coalesce(sum("amountMicros"), 0)::bigint from "EscrowTotal" where "connectionId" = ${connectionId} and state in ('locked', 'completed', 'disputed')) as held`;
  if (!row) return [];
  return [
    { label: "Workers that get no more money", value: formatCount(row.workers) },
    { label: "Calls in flight, cannot be recalled", value: `${formatCount(row.calls)}, ${formatUsdc(usdc(row.inFlight))} USDC` },
    { label: "Escrows that run on and may refund", value: `${formatCount(row.escrows)}, ${formatUsdc(usdc(row.held))} USDC` },
  ];
}
