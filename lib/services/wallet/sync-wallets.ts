import { addMs } from "@/lib/core/time";
import { PlatformError } from "@/lib/purpleflea/errors";
import type { ServiceContext } from "../context";
import { syncWallet } from "./sync-wallet";

/** A reading younger than this is fresh enough for a page. */
export const READING_FRESH_MS = 10_000;
const SIDE_BY_SIDE = 4;

/**
 * Refreshes the oldest readings of open wallets, at most `batchMax` of them, a few side by side. A platform that does
 * not answer ends the round: the readings keep their age. Returns how many were read.
 */
export async function syncWallets(ctx: ServiceContext, connectionId: string, batchMax: number): Promise<number> {
  const stale = await ctx.db.childWallet.findMany({
    where: {
      connectionId, closedAt: null,
      OR: [{ readAt: null }, { readAt: { lt: new Date(addMs(ctx.now(), -READING_FRESH_MS)) } }],
    },
    orderBy: { readAt: { sort: "asc", nulls: "first" } }, take: batchMax, select: { id: true },
  });
  let read = 0;
  for (let start = 0; start < stale.length; start += SIDE_BY_SIDE) {
    const round = await Promise.all(stale.slice(start, start + SIDE_BY_SIDE).map(({ id }) => tryRead(ctx, id)));
    read += round.filter(Boolean).length;
    if (!round.some(Boolean)) break;
  }
  return read;
}

async function tryRead(ctx: ServiceContext, walletId: string): Promise<boolean> {
  try {
    await syncWallet(ctx, walletId);
    return true;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    ctx.log("wallet.reading_failed", { walletId, error: error.name, status: error.status });
    return false;
  }
}
