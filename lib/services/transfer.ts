import { z } from "zod";
import { toDecimal, usdc } from "@/lib/core/money";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import { addMs, MINUTE_MS, SECOND_MS, toEpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import { findLostPayment } from "@/lib/purpleflea/settlement";
import type { PlatformWriter } from "@/lib/purpleflea/write-client";
import type { IntentKind } from "@/lib/core/command/intent";
import type { CallScope, PrepareScope, Settlement, SettleScope } from "./command-spec";

/** The platform's smallest transfer. Source: stats/pay of the published casino, read 2026-11-20. Units: micros. */
export const TRANSFER_MIN_MICROS = 10_000n;

/** From then on a request that was sent cannot be on its way any more: the call's own deadline. */
const ARRIVES_WITHIN_MS = 15 * SECOND_MS;
/** Payments of ours this young may stand beside a lost one in the ledger. */
const RECENT_MS = 10 * MINUTE_MS;

/** A plain transfer between two agents of ours, as stored with its intent. Times are platform times. */
export const transferPlan = z.object({
  payerAccountId: z.string(), payeeAccountId: z.string(), toUpstreamId: z.string(), requestedAt: z.number(),
  knownReferences: z.array(z.string()),
});

export type TransferPlan = z.infer<typeof transferPlan>;

interface TransferParties {
  readonly payer: { readonly id: string; readonly name: string };
  readonly payee: { readonly id: string; readonly upstreamId: string };
  readonly amountMicros: bigint;
}

/**
 * Decides a plain transfer: the payer's account is locked, so one payment of it is in flight at most and none while an
 * earlier one is unknown. The published ledger names neither receiver nor memo; only so can a lost one be told.
 * Errors: `TOO_SMALL`, `PAYER_WAITS`, `PAYER_BUSY`.
 */
export async function openTransfer({ tx, ctx, connection }: PrepareScope, parties: TransferParties): Promise<Result<TransferPlan, Failure>> {
  const { payer, payee, amountMicros } = parties;
  if (amountMicros < TRANSFER_MIN_MICROS) {
    return fail({ code: "TOO_SMALL", message: `${toDecimal(usdc(amountMicros))} USDC are below the platform's smallest transfer, 0.01. Nothing moved.` });
  }
  await tx.$queryRaw`select id from "AgentAccount" where id = ${payer.id} for update`;
  const kinds = transferKinds(connection.dialects["wallet.fund"] ?? null);
  const refused = await checkPayer(tx, payer, kinds);
  if (refused) return fail(refused);
  const since = new Date(addMs(ctx.now(), -RECENT_MS));
  const recent = await tx.intent.findMany({
    where: { connectionId: connection.id, kind: { in: [...kinds] }, actingAccountId: payer.id, outcome: "succeeded", settledAt: { gt: since } },
    orderBy: { createdAt: "desc" }, take: 60, select: { reply: true },
  });
  return ok({
    payerAccountId: payer.id, payeeAccountId: payee.id, toUpstreamId: payee.upstreamId, requestedAt: connection.now,
    knownReferences: recent.flatMap(({ reply }) => referenceOf(reply)),
  });
}

/** Which intents are plain transfers: a wallet's money is one where the platform has no child wallets. */
export function transferKinds(fundDialect: string | null): readonly IntentKind[] {
  return fundDialect === null ? ["worker.sweep", "money.testPayment", "wallet.fund", "wallet.unfund"] : ["worker.sweep", "money.testPayment"];
}

/** The platform's reference in a stored reply, as a list of none or one. */
export function referenceOf(reply: unknown): string[] {
  const reference = typeof reply === "object" && reply !== null ? (reply as { reference?: unknown }).reference : null;
  return typeof reference === "string" ? [reference] : [];
}

async function checkPayer(tx: Tx, payer: TransferParties["payer"], kinds: readonly IntentKind[]): Promise<Failure | null> {
  const open = await tx.intent.findFirst({
    where: { actingAccountId: payer.id, kind: { in: [...kinds] }, outcome: { in: ["sending", "unknown"] } },
    orderBy: { outcome: "desc" }, select: { outcome: true, subjectName: true },
  });
  if (!open) return null;
  if (open.outcome === "unknown") {
    return {
      code: "PAYER_WAITS",
      message: `A payment of ${payer.name} (${open.subjectName}) has an unknown outcome, and a second one could not be told from it. Nothing moved. Wait until the console has settled it; it checks by itself.`,
    };
  }
  return { code: "PAYER_BUSY", message: `Another payment of ${payer.name} is on its way. Nothing moved. Try again when it has arrived.` };
}

/** The call: one plain transfer, the intent's id in its memo. */
export async function payTransfer(writer: PlatformWriter, transfer: TransferPlan, amountMicros: bigint, { idempotencyKey, signal }: CallScope): Promise<MoneyMoved> {
  const input = { toAgentId: transfer.toUpstreamId, amount: usdc(amountMicros), memo: `console ${idempotencyKey}` };
  return (await writer.pay(input, { idempotencyKey, signal })).value;
}

/**
 * Whether a transfer whose reply was lost happened, by the payer's ledger. Absence counts only when the request can no
 * longer arrive and the ledger reaches back behind it.
 */
export async function settleTransfer({ readerOf }: SettleScope, transfer: TransferPlan, amountMicros: bigint): Promise<Settlement<MoneyMoved>> {
  const reader = await readerOf(transfer.payerAccountId);
  const { value: balance, platformAt } = await reader.getBalance();
  const sentAt = toEpochMs(transfer.requestedAt);
  const settled = await findLostPayment(reader, {
    amount: usdc(amountMicros), sentAt, arrivesUntil: addMs(sentAt, ARRIVES_WITHIN_MS), now: platformAt ?? sentAt,
    knownReferences: new Set(transfer.knownReferences),
  });
  if (settled.state === "absent") return { proof: "absent", note: "The payer's ledger has no such payment." };
  if (settled.state === "undecided") return { proof: "unclear", note: WHY[settled.why] };
  const reply = { reference: settled.value.reference ?? settled.value.id, amount: usdc(amountMicros), balance: balance.available };
  return { proof: "happened", reply, note: "The payer's ledger has the payment." };
}

const WHY = {
  may_still_arrive: "The payer's ledger has no such payment yet; it may still arrive.",
  ledger_too_short: "The payer's ledger no longer reaches back to this moment. Compare its balance by hand.",
  several_fit: "Several payments of this amount fit, and the platform's ledger names no receiver. Compare the payee's balance by hand.",
} as const;
