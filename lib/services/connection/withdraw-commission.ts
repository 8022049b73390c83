import { z } from "zod";
import { isSteppedUp } from "@/lib/core/access/actor";
import { PRODUCT_SERVICES } from "@/lib/core/connection/accounts";
import { toDecimal, usdc } from "@/lib/core/money";
import { fail, ok } from "@/lib/core/result";
import type { Withdrawal } from "@/lib/purpleflea/product-records";
import { micros } from "@/lib/schemas/micros";
import type { CommandSpec } from "../command-spec";
import { findOrchestratorAccount } from "./find-orchestrator-account";

const CAPABILITIES = {
  wallet: "wallet-product.referral-withdraw", trading: "trading.referral-withdraw", domains: "domains.referral-withdraw",
} as const;

const input = z.object({
  service: z.enum(PRODUCT_SERVICES), availableMicros: z.bigint(),
  address: z.string("Enter the address.").trim().regex(/^0x[0-9a-fA-F]{40}$/, "Enter a whole address on Base: 0x and 40 digits."),
});
const plan = z.object({ accountId: z.string(), service: z.enum(PRODUCT_SERVICES), address: z.string(), availableMicros: micros });

type Output = { word: string; state: string; reference: string | null; amount: string };

/**
 * Pays out all commission of one service to an address on Base. It leaves the platform, so it needs a treasurer with his
 * password and counts against the limits. The services queue it; a lost reply is settled by what is still available.
 * Errors: `UNAVAILABLE`, `NOTHING_AVAILABLE`, `STEP_UP_REQUIRED`, limits, and the platform's.
 */
export const withdrawCommissionCommand: CommandSpec<z.infer<typeof input>, z.infer<typeof plan>, Withdrawal, Output> = {
  kind: "money.withdrawCommission",
  permission: "treasury.withdraw",
  input,
  plan,
  allowedWhenFrozen: false,
  capability: ({ service }) => CAPABILITIES[service],
  prepare: async ({ service, availableMicros, address }, { tx, ctx, connection }) => {
    if ((connection.dialects[CAPABILITIES[service]] ?? null) === null) {
      return fail({ code: "UNAVAILABLE", message: `${service} pays no commission out here. Nothing was sent.` });
    }
    const account = await findOrchestratorAccount(tx, connection, service);
    if (!account.ok) return account;
    if (availableMicros <= 0n) {
      return fail({ code: "NOTHING_AVAILABLE", message: `There is no commission at ${service} to pay out. Nothing was sent.` });
    }
    if (!isSteppedUp(ctx.actor, ctx.now())) {
      return fail({ code: "STEP_UP_REQUIRED", message: "Money that leaves the platform needs your password again. Nothing was sent. Enter it and repeat." });
    }
    return ok({
      plan: { accountId: account.value.id, service, address, availableMicros }, actingAccountId: account.value.id,
      subject: { type: "connection", id: connection.id, name: connection.name }, amountMicros: availableMicros, reservations: [],
      summary: `Pay out ${toDecimal(usdc(availableMicros))} USDC of ${service} commission to ${address}`,
    });
  },
  call: async (writer, { service, address }, scope) => (await writer.withdrawReferral(service, { address }, scope)).value,
  settle: async ({ readerOf }, { accountId, service, availableMicros }) => {
    const { available } = (await (await readerOf(accountId)).getProductReferral(service)).value;
    if (available == null) return { proof: "unclear", note: `${service} does not say what is available.` };
    if (available >= availableMicros) return { proof: "absent", note: "All of the commission is still available." };
    const reply = { reference: null, state: "pending" as const, stateWord: "pending", amount: usdc(availableMicros), fee: null, balance: available, transactionHash: null };
    return { proof: "happened", reply, note: "The commission is no longer available: the payout is under way." };
  },
  record: async (_scope, planned, reply) => ({
    word: reply.stateWord, state: reply.state, reference: reply.reference, amount: toDecimal(reply.amount ?? usdc(planned.availableMicros)),
  }),
};
