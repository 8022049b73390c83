import type { ServiceContext } from "../context";
import { syncWallets } from "./sync-wallets";

const EVERY_MS = 5_000;
const BATCH_MAX = 24;
const lastRunAt = new Map<string, number>();

/** The refresh that a page load starts behind itself: at most one in five seconds per process and connection. */
export async function refreshWallets(ctx: ServiceContext, connectionId: string): Promise<void> {
  if (ctx.now() - (lastRunAt.get(connectionId) ?? 0) < EVERY_MS) return;
  lastRunAt.set(connectionId, ctx.now());
  await syncWallets(ctx, connectionId, BATCH_MAX);
}
