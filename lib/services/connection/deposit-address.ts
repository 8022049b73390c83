import { z } from "zod";
import { fail, ok } from "@/lib/core/result";
import { PlatformError, PlatformRefused } from "@/lib/purpleflea/errors";
import type { DepositAddress } from "@/lib/purpleflea/product-records";
import type { CommandSpec } from "../command-spec";
import { findOrchestratorAccount } from "./find-orchestrator-account";

const input = z.object({ chain: z.string().trim().regex(/^[a-z0-9-]{2,32}$/, "Choose a chain.") });
const plan = z.object({ accountId: z.string(), chain: z.string() });

type Output = { chain: string; address: string; token: string | null; instructions: string | null; swapFee: string | null };

/**
 * Asks for the orchestrator's deposit address of a chain. The platform makes one or answers the one it has, so a lost
 * reply is settled by asking again. No money moves by it: a 503 is a refusal and is said as one.
 * Errors: `UNAVAILABLE`, and the platform's.
 */
export const depositAddressCommand: CommandSpec<z.infer<typeof input>, z.infer<typeof plan>, DepositAddress, Output> = {
  kind: "money.depositAddress",
  permission: "treasury.claim",
  input,
  plan,
  allowedWhenFrozen: true,
  prepare: async ({ chain }, { tx, connection }) => {
    if ((connection.dialects["deposit.address"] ?? null) === null) {
      return fail({ code: "UNAVAILABLE", message: "This platform has no deposit addresses. Nothing was sent. Pay the orchestrator from another agent instead." });
    }
    const account = await findOrchestratorAccount(tx, connection, "platform");
    if (!account.ok) return account;
    return ok({
      plan: { accountId: account.value.id, chain }, actingAccountId: account.value.id,
      subject: { type: "connection", id: connection.id, name: connection.name }, amountMicros: 0n, reservations: [],
      summary: `Ask for a deposit address on ${chain}`,
    });
  },
  call: async (writer, { chain }, scope) => {
    try {
      return (await writer.createDepositAddress({ chain }, scope)).value;
    } catch (error) {
      throw plainly(error);
    }
  },
  settle: async ({ writer, idempotencyKey }, { chain }) => {
    try {
      return { proof: "happened", reply: (await writer.createDepositAddress({ chain }, { idempotencyKey })).value, note: "The platform answered the address it has." };
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      return { proof: "absent", note: `There is no address: ${error.message}` };
    }
  },
  record: async (_scope, _plan, { chain, address, token, instructions, swapFee }) => ({ chain, address, token, instructions, swapFee }),
};

/** The platform says itself that it made nothing: `503 wallet_service_unavailable`, `503 xmr_not_configured`. */
function plainly(error: unknown): unknown {
  if (!(error instanceof PlatformError) || error.status !== 503 || !error.upstreamCode) return error;
  return new PlatformRefused(error.message, {
    service: error.service, route: error.route, outcome: "rejected", status: 503, upstreamCode: error.upstreamCode,
    upstreamMessage: `The platform answered 503: ${error.upstreamMessage ?? error.upstreamCode}`, cause: error,
  });
}
