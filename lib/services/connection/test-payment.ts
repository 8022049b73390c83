import { z } from "zod";
import { newId } from "@/lib/core/ids";
import { fail, ok } from "@/lib/core/result";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import { idField } from "@/lib/schemas/fields";
import type { CommandSpec } from "../command-spec";
import { openTransfer, payTransfer, settleTransfer, transferPlan } from "../transfer";
import { findOrchestratorAccount } from "./find-orchestrator-account";

/** 0.10: small enough to lose, ten times the platform's smallest transfer. Units: micros. */
export const TEST_PAYMENT_MICROS = 100_000n;

const input = z.object({ toAgentId: idField("the second agent") });
const plan = z.object({ agentId: z.string(), transfer: transferPlan });

type Output = { reference: string | null; amount: string };

/**
 * The first payment of a new connection: 0.10 to a second agent of the operator's own, by the platform's plain transfer.
 * It cannot be taken back. One is in flight per payer, whatever it is for; a lost reply is settled by the payer's ledger.
 * Errors: `UNAVAILABLE`, `SELF`, `PAYER_WAITS`, `PAYER_BUSY`, limits, and the platform's.
 */
export const testPaymentCommand: CommandSpec<z.infer<typeof input>, z.infer<typeof plan>, MoneyMoved, Output> = {
  kind: "money.testPayment",
  permission: "connection.manage",
  input,
  plan,
  allowedWhenFrozen: false,
  prepare: async ({ toAgentId }, scope) => {
    const { tx, connection } = scope;
    if ((connection.dialects["pay"] ?? null) === null) {
      return fail({ code: "UNAVAILABLE", message: "This platform has no plain transfer. Nothing was sent. Try a small escrow instead." });
    }
    const account = await findOrchestratorAccount(tx, connection, "platform");
    if (!account.ok) return account;
    const { id, agentId, upstreamId } = account.value;
    if (upstreamId === toAgentId) {
      return fail({ code: "SELF", message: "This is the orchestrator itself. Nothing was sent. Name a second agent of yours." });
    }
    const parties = { payer: { id, name: "the orchestrator" }, payee: { id: toAgentId, upstreamId: toAgentId }, amountMicros: TEST_PAYMENT_MICROS };
    const transfer = await openTransfer(scope, parties);
    if (!transfer.ok) return transfer;
    return ok({
      plan: { agentId, transfer: transfer.value }, actingAccountId: id, subject: { type: "connection", id: connection.id, name: connection.name },
      amountMicros: TEST_PAYMENT_MICROS, reservations: [], summary: `First test payment: 0.10 USDC to ${toAgentId}`,
    });
  },
  call: (writer, { transfer }, scope) => payTransfer(writer, transfer, TEST_PAYMENT_MICROS, scope),
  settle: (scope, { transfer }) => settleTransfer(scope, transfer, TEST_PAYMENT_MICROS),
  record: async ({ rows, ctx, connectionId, intentId, at }, { agentId, transfer }, reply) => {
    await rows.costs.book({
      id: newId("cost", at, ctx.random), connectionId, agentId, kind: "paid", product: "test payment", amountMicros: TEST_PAYMENT_MICROS,
      escrowId: null, intentId, counterpartyId: null, at: new Date(at),
    });
    if (reply.balance !== null) await rows.tx.agentAccount.update({ where: { id: transfer.payerAccountId }, data: { balanceMicros: reply.balance, balanceReadAt: new Date(at) } });
    return { reference: reply.reference, amount: "0.10" };
  },
};
