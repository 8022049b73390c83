import { z } from "zod";
import { newId } from "@/lib/core/ids";
import { usdc } from "@/lib/core/money";
import { fail, ok } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import { idField } from "@/lib/schemas/fields";
import type { CommandSpec } from "../command-spec";
import { findOrchestratorAccount } from "./find-orchestrator-account";

/** 0.10: small enough to lose, ten times the platform's smallest transfer. Units: micros. */
export const TEST_PAYMENT_MICROS = 100_000n;

const input = z.object({ toAgentId: idField("the second agent") });
const plan = z.object({ agentId: z.string(), accountId: z.string(), upstreamId: z.string(), toAgentId: z.string(), requestedAt: z.number(), explained: z.array(z.string()) });

type Output = { reference: string | null; amount: string };

/**
 * The first payment of a new connection: 0.10 to a second agent of the operator's own, by the platform's plain transfer.
 * It cannot be taken back. One is in flight per payer; a lost reply is settled by the payer's ledger.
 * Errors: `UNAVAILABLE`, `SELF`, limits, and the platform's.
 */
export const testPaymentCommand: CommandSpec<z.infer<typeof input>, z.infer<typeof plan>, MoneyMoved, Output> = {
  kind: "money.testPayment",
  permission: "connection.manage",
  input,
  plan,
  allowedWhenFrozen: false,
  prepare: async ({ toAgentId }, { tx, connection }) => {
    if ((connection.dialects["pay"] ?? null) === null) {
      return fail({ code: "UNAVAILABLE", message: "This platform has no plain transfer. Nothing was sent. Try a small escrow instead." });
    }
    const account = await findOrchestratorAccount(tx, connection, "platform");
    if (!account.ok) return account;
    if (account.value.upstreamId === toAgentId) {
      return fail({ code: "SELF", message: "This is the orchestrator itself. Nothing was sent. Name a second agent of yours." });
    }
    return ok({
      plan: { agentId: account.value.agentId, accountId: account.value.id, upstreamId: account.value.upstreamId, toAgentId, requestedAt: connection.now, explained: await explainedTransfers(tx, connection.id) },
      actingAccountId: account.value.id, subject: { type: "connection", id: connection.id, name: connection.name },
      amountMicros: TEST_PAYMENT_MICROS, reservations: [], summary: `First test payment: 0.10 USDC to ${toAgentId}`,
    });
  },
  call: async (writer, { toAgentId }, { idempotencyKey, signal }) =>
    (await writer.pay({ toAgentId, amount: usdc(TEST_PAYMENT_MICROS), memo: `test ${idempotencyKey}` }, { idempotencyKey, signal })).value,
  settle: async ({ readerOf }, { accountId, requestedAt, explained }) => {
    const rows = (await (await readerOf(accountId)).listLedger()).value;
    // The published ledger names neither memo nor payee. One wish is open per payer, so a transfer of this amount since
    // then that no earlier payment explains is this one.
    const row = rows.find((entry) => entry.amount === -TEST_PAYMENT_MICROS && entry.at >= requestedAt - 5_000 && !explained.includes(entry.reference ?? entry.id));
    if (!row) return { proof: "absent", note: "The payer's ledger has no such transfer." };
    return { proof: "happened", reply: { reference: row.reference ?? row.id, amount: usdc(TEST_PAYMENT_MICROS), balance: row.balanceAfter }, note: "The payer's ledger has the transfer." };
  },
  record: async ({ rows, ctx, connectionId, intentId, at }, { accountId, agentId }, reply) => {
    await rows.costs.book({
      id: newId("cost", at, ctx.random), connectionId, agentId, kind: "paid", product: "test payment", amountMicros: TEST_PAYMENT_MICROS,
      escrowId: null, intentId, counterpartyId: null, at: new Date(at),
    });
    if (reply.balance !== null) await rows.tx.agentAccount.update({ where: { id: accountId }, data: { balanceMicros: reply.balance, balanceReadAt: new Date(at) } });
    return { reference: reply.reference, amount: "0.10" };
  },
};

/** The platform's references of payments that are known to be others. */
async function explainedTransfers(tx: Tx, connectionId: string): Promise<string[]> {
  const intents = await tx.intent.findMany({
    where: { subjectId: connectionId, kind: "money.testPayment", outcome: "succeeded" }, orderBy: { createdAt: "desc" }, take: 50, select: { reply: true },
  });
  return intents.flatMap(({ reply }) => (reply as Output | null)?.reference ?? []);
}
