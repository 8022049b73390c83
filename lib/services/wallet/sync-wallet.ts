import type { EpochMs } from "@/lib/core/time";
import { toEpochMs } from "@/lib/core/time";
import type { ChildWallet } from "@/lib/db/generated/client";
import type { MoneyRows } from "@/lib/db/money-rows";
import type { PlatformWallet } from "@/lib/purpleflea/records";
import { recordReading } from "../command";
import { openPlatform } from "../connection/open-platform";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { readingOf } from "./wallet-reading";

/**
 * Reads one open wallet on the platform and keeps the reading: where the console keeps the wallet, the worker's balance. A reading that is older than what is known, or that
 * crosses an action still on its way, is dropped: the action's own record says more.
 * Errors: `NOT_FOUND`, those of the platform port.
 */
export async function syncWallet(ctx: ServiceContext, walletId: string): Promise<void> {
  const wallet = await ctx.db.childWallet.findUnique({ where: { id: walletId } });
  if (!wallet) throw new ServiceError("NOT_FOUND", "There is no such child wallet.");
  if (wallet.upstreamId === null) return syncKeptWallet(ctx, wallet);
  const { orchestratorAgentId } = await ctx.db.connection.findUniqueOrThrow({ where: { id: wallet.connectionId } });
  const owner = await ctx.db.agentAccount.findFirst({ where: { agentId: orchestratorAgentId ?? "", service: "platform" } });
  if (!owner) throw new ServiceError("NOT_FOUND", "This connection has no orchestrator to read the wallet with.");
  const startedAt = ctx.now();
  const { value } = await (await openPlatform(ctx, wallet.connectionId, owner.id)).getWallet(wallet.upstreamId);
  await recordReading(ctx, (rows, at) => keepReading(rows, { walletId, startedAt, at }, value));
}

async function syncKeptWallet(ctx: ServiceContext, wallet: ChildWallet): Promise<void> {
  const account = await ctx.db.agentAccount.findFirst({ where: { agentId: wallet.agentId, service: "platform", keys: { some: { retiredAt: null } } } });
  if (!account) return;
  const startedAt = ctx.now();
  const { value } = await (await openPlatform(ctx, wallet.connectionId, account.id)).getBalance();
  await recordReading(ctx, async (rows, at) => {
    const known = await lockForReading(rows, { walletId: wallet.id, startedAt });
    const paying = await rows.tx.intent.count({ where: { actingAccountId: account.id, outcome: { in: ["sending", "unknown"] } } });
    if (!known || paying > 0) return;
    const readAt = new Date(at);
    await rows.tx.agentAccount.update({ where: { id: account.id }, data: { balanceMicros: value.available, balanceReadAt: readAt } });
    if (known.balanceMicros === value.available) await rows.tx.childWallet.update({ where: { id: wallet.id }, data: { readAt } });
    else await rows.wallets.patch(wallet.id, { balanceMicros: value.available, readAt });
  });
}

async function keepReading(rows: MoneyRows, { walletId, startedAt, at }: { walletId: string; startedAt: EpochMs; at: EpochMs }, reading: PlatformWallet) {
  const known = await lockForReading(rows, { walletId, startedAt });
  if (!known) return;
  const patch = readingOf(reading, at);
  if (isSame(known, patch)) await rows.tx.childWallet.update({ where: { id: walletId }, data: { readAt: patch.readAt } });
  else await rows.wallets.patch(walletId, patch);
}

/** The locked row, or `null` when a reading that started then must be dropped. */
async function lockForReading(rows: MoneyRows, { walletId, startedAt }: { walletId: string; startedAt: EpochMs }): Promise<ChildWallet | null> {
  await rows.tx.$queryRaw`select id from "ChildWallet" where id = ${walletId} for update`;
  const known = await rows.tx.childWallet.findUniqueOrThrow({ where: { id: walletId } });
  if (known.closedAt || (known.readAt && toEpochMs(known.readAt.getTime()) > startedAt)) return null;
  const open = await rows.tx.intent.count({ where: { subjectId: walletId, outcome: { in: ["sending", "unknown"] } } });
  return open > 0 ? null : known;
}

/** Pages are told of changes only: a fresher age alone would make every page load cause the next one. */
function isSame(known: ChildWallet, patch: ReturnType<typeof readingOf>): boolean {
  return known.balanceMicros === patch.balanceMicros && known.spentMicros === patch.spentMicros
    && known.dailyLimitMicros === patch.dailyLimitMicros && known.autoReset === patch.autoReset
    && known.allowWithdrawals === patch.allowWithdrawals && known.resetsAt?.getTime() === patch.resetsAt?.getTime();
}
