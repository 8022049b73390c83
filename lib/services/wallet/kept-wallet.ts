import { max, subtract, usdc, ZERO } from "@/lib/core/money";
import { addMs, DAY_MS, type EpochMs } from "@/lib/core/time";
import { newId } from "@/lib/core/ids";
import type { Tx } from "@/lib/db/client";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import type { RecordScope } from "../command-spec";
import type { TransferPlan } from "../transfer";
import { nextReset, spentInWindow } from "./wallet-limit";

/** When a limit that resets starts afresh: steps of 24 hours, by the platform's clock, from the moment it was set. */
export async function firstReset(tx: Tx, connectionId: string, at: EpochMs, autoReset: boolean): Promise<Date | null> {
  return autoReset ? new Date(addMs(await platformNow(tx, connectionId, at), DAY_MS)) : null;
}

/** Both ends of a transfer that was made: the payer's balance as the reply said it, the payee's by the amount. */
export async function recordTransfer({ rows, at }: RecordScope, transfer: TransferPlan, amountMicros: bigint, reply: MoneyMoved): Promise<void> {
  const when = new Date(at);
  const payer = reply.balance === null ? { decrement: amountMicros } : reply.balance;
  await rows.tx.agentAccount.update({ where: { id: transfer.payerAccountId }, data: { balanceMicros: payer, balanceReadAt: when } });
  await rows.tx.agentAccount.update({ where: { id: transfer.payeeAccountId }, data: { balanceMicros: { increment: amountMicros } } });
}

/**
 * Counts a worker's locked escrow against the wallet that the console keeps for it: what left its balance is spent in
 * this window. Wallets of the platform count by themselves. Call once, where the lock is recorded.
 */
export async function countLockOnWallet(scope: RecordScope, amountMicros: bigint): Promise<void> {
  const { rows, ctx, intentId, at } = scope;
  const held = await rows.tx.reservation.findFirst({ where: { intentId, scope: "wallet" }, select: { subjectId: true } });
  if (!held) return;
  await rows.tx.$queryRaw`select id from "ChildWallet" where id = ${held.subjectId} for update`;
  const wallet = await rows.tx.childWallet.findUniqueOrThrow({ where: { id: held.subjectId } });
  if (wallet.upstreamId !== null) return;
  const now = await platformNow(rows.tx, wallet.connectionId, at);
  const reset = nextReset(wallet.resetsAt, now);
  await rows.wallets.patch(wallet.id, {
    spentMicros: spentInWindow(wallet, now) + amountMicros, resetsAt: reset === null ? null : new Date(reset),
    balanceMicros: max(ZERO, subtract(usdc(wallet.balanceMicros), usdc(amountMicros))), readAt: new Date(at),
  });
  await rows.wallets.addEntry({
    id: newId("walletEntry", at, ctx.random), walletId: wallet.id, kind: "lock", amountMicros: -amountMicros, intentId, createdAt: new Date(at),
  });
}

/** Empties the wallet that the console keeps for a worker when its whole balance went home. */
export async function emptyKeptWallet({ rows, ctx, intentId, at }: RecordScope, agentId: string, amountMicros: bigint): Promise<void> {
  const wallet = await rows.tx.childWallet.findFirst({ where: { agentId, closedAt: null, upstreamId: null } });
  if (!wallet) return;
  await rows.wallets.patch(wallet.id, { balanceMicros: 0n, readAt: new Date(at) });
  await rows.wallets.addEntry({
    id: newId("walletEntry", at, ctx.random), walletId: wallet.id, kind: "unfund", amountMicros: -amountMicros, intentId, createdAt: new Date(at),
  });
}

async function platformNow(tx: Tx, connectionId: string, at: EpochMs): Promise<EpochMs> {
  const { clockOffsetMs } = await tx.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { clockOffsetMs: true } });
  return addMs(at, clockOffsetMs);
}
