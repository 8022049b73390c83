import { newId } from "@/lib/core/ids";
import { toDecimal, usdc } from "@/lib/core/money";
import { addMs } from "@/lib/core/time";
import type { ChildWallet } from "@/lib/db/generated/client";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import type { RecordScope } from "../command-spec";
import type { TransferPlan } from "../transfer";
import { recordTransfer } from "./kept-wallet";
import { nextReset, spentInWindow } from "./wallet-limit";

/** `fund` brings money into a wallet, `unfund` and `spend` take it out. */
export type WalletMove = "fund" | "unfund" | "spend";

/** Plain JSON: the wallet after a move, and the platform's reference of a plain transfer. */
export interface WalletMoved {
  readonly balance: string;
  readonly reference?: string | null;
}

interface MoveFacts {
  readonly walletId: string;
  readonly amountMicros: bigint;
  readonly transfer?: TransferPlan | undefined;
}

/**
 * Writes one movement of a wallet and the balance after it: the platform's own figure where the reply holds it.
 * What is spent counts at once; the next reading replaces it. A plain transfer's reply holds its payer's balance.
 */
export async function recordMove(scope: RecordScope, plan: MoveFacts, reply: MoneyMoved, kind: WalletMove): Promise<WalletMoved> {
  const { rows, ctx, intentId, at } = scope;
  const signed = kind === "fund" ? plan.amountMicros : -plan.amountMicros;
  // An escrow that the worker locks at this moment changes the same balance.
  await rows.tx.$queryRaw`select id from "ChildWallet" where id = ${plan.walletId} for update`;
  const wallet = await rows.tx.childWallet.findUniqueOrThrow({ where: { id: plan.walletId } });
  const isSaid = reply.balance !== null && (!plan.transfer || kind === "unfund");
  const balanceMicros = isSaid && reply.balance !== null ? reply.balance : usdc(wallet.balanceMicros + signed);
  await rows.wallets.patch(plan.walletId, {
    balanceMicros, readAt: new Date(at),
    ...(kind === "spend" ? await spentAfter(scope, wallet, plan.amountMicros) : {}),
  });
  await rows.wallets.addEntry({
    id: newId("walletEntry", at, ctx.random), walletId: plan.walletId, kind, amountMicros: signed, intentId, createdAt: new Date(at),
  });
  // Everybody locks the wallet before the accounts behind it.
  if (plan.transfer) await recordTransfer(scope, plan.transfer, plan.amountMicros, reply);
  return { balance: toDecimal(usdc(balanceMicros)), ...(plan.transfer ? { reference: reply.reference } : {}) };
}

/** The platform counts from the wallet's creation in steps of 24 hours: a spend after the window's end opens the next. */
async function spentAfter({ rows, at }: RecordScope, wallet: ChildWallet, amountMicros: bigint) {
  const { clockOffsetMs } = await rows.tx.connection.findUniqueOrThrow({ where: { id: wallet.connectionId } });
  const now = addMs(at, clockOffsetMs);
  const reset = nextReset(wallet.resetsAt, now);
  const resetsAt = reset === null ? null : new Date(reset);
  return { spentMicros: spentInWindow(wallet, now) + amountMicros, resetsAt };
}
