import { usdc } from "@/lib/core/money";
import { type EpochMs, fromDateOrNull } from "@/lib/core/time";
import type { WalletSummary } from "@/lib/core/wallet/wallet-view";
import type { ServiceContext } from "../context";
import { spentSql } from "./list-wallets";

interface Sums {
  readonly count: bigint;
  readonly balance: bigint;
  readonly spent: bigint;
  readonly allowed: bigint;
  readonly withoutLimit: bigint;
  readonly atLimit: bigint;
  readonly firstAtLimit: string | null;
  readonly nextResetAt: Date | null;
  readonly oldestReadAt: Date | null;
}

/** One pass over the open wallets; a worker has one at most, so it is bounded by the fleet. `now` is platform time. */
export async function summarizeWallets(ctx: Pick<ServiceContext, "db">, connectionId: string, now: EpochMs): Promise<WalletSummary> {
  const [sums] = await ctx.db.$queryRaw<Sums[]>`
    with used as (
      select w.*, a.name, ${spentSql(now)} as used from "ChildWallet" w join "Agent" a on a.id = w."agentId"
      where w."connectionId" = ${connectionId} and w."closedAt" is null
    )
    select count(*) as count, coalesce(sum("balanceMicros"), 0)::bigint as balance, coalesce(sum(used), 0)::bigint as spent,
      coalesce(sum("dailyLimitMicros"), 0)::bigint as allowed, count(*) filter (where "dailyLimitMicros" is null) as "withoutLimit",
      count(*) filter (where used >= "dailyLimitMicros" and "dailyLimitMicros" > 0) as "atLimit",
      min(name) filter (where used >= "dailyLimitMicros" and "dailyLimitMicros" > 0) as "firstAtLimit",
      min("resetsAt") filter (where "resetsAt" > ${new Date(now)}) as "nextResetAt", min("readAt") as "oldestReadAt"
    from used`;
  return {
    count: Number(sums?.count ?? 0n), balance: usdc(sums?.balance ?? 0n), spent: usdc(sums?.spent ?? 0n),
    allowed: usdc(sums?.allowed ?? 0n), withoutLimit: Number(sums?.withoutLimit ?? 0n), atLimit: Number(sums?.atLimit ?? 0n),
    firstAtLimit: sums?.firstAtLimit ?? null, nextResetAt: fromDateOrNull(sums?.nextResetAt ?? null), oldestReadAt: fromDateOrNull(sums?.oldestReadAt ?? null),
  };
}
