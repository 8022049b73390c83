import { z } from "zod";
import { toDecimal, usdc } from "@/lib/core/money";
import { isProven, type ReferralProof } from "@/lib/core/referral/proof";
import { type Failure, fail, ok } from "@/lib/core/result";
import { canReceiveFunding, isWorkerState } from "@/lib/core/worker/states";
import type { Agent } from "@/lib/db/generated/client";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import { micros } from "@/lib/schemas/micros";
import type { CommandSpec } from "../command-spec";
import { findAccount, lockWallet } from "./lock-wallet";
import { recordMove } from "./record-move";
import { settleByRepeat } from "./settle-by-repeat";
import { moveWalletMoneyInput } from "./wallet-inputs";

export const walletMovePlan = z.object({ walletId: z.string(), upstreamId: z.string(), amountMicros: micros });

type Input = z.infer<typeof moveWalletMoneyInput>;
export type WalletMovePlan = z.infer<typeof walletMovePlan>;

/**
 * Moves money from the orchestrator to a worker's child wallet; counts against the fleet's limits. Units: micros.
 * Errors: `UNAVAILABLE`, `NO_WALLET`, `WALLET_CLOSED`, `NOT_PROVEN`, `WORKER_STATE`, `NO_ACCOUNT`, the fleet's limits.
 */
export const fundWalletCommand: CommandSpec<Input, WalletMovePlan, MoneyMoved, { balance: string }> = {
  kind: "wallet.fund",
  permission: "wallet.fund",
  input: moveWalletMoneyInput,
  plan: walletMovePlan,
  allowedWhenFrozen: false,
  prepare: async ({ walletId, amount }, scope) => {
    const locked = await lockWallet(scope, walletId, "wallet.fund");
    if (!locked.ok) return locked;
    const { wallet, agent } = locked.value;
    const refused = checkRecipient(agent);
    if (refused) return fail(refused);
    const payer = await findAccount(scope.tx, scope.connection.orchestratorAgentId, "The orchestrator");
    if (!payer.ok) return payer;
    return ok({
      plan: { walletId, upstreamId: wallet.upstreamId, amountMicros: amount },
      actingAccountId: payer.value.id, subject: { type: "wallet", id: walletId, name: agent.name },
      amountMicros: amount, reservations: [],
      summary: `${toDecimal(amount)} USDC from the orchestrator to the wallet of ${agent.name}`,
      before: { balance: toDecimal(usdc(wallet.balanceMicros)) },
    });
  },
  call: async (writer, { upstreamId, amountMicros }, scope) =>
    (await writer.fundWallet({ walletId: upstreamId, amount: usdc(amountMicros) }, scope)).value,
  settle: ({ writer, idempotencyKey }, { upstreamId, amountMicros }) =>
    settleByRepeat(() => writer.fundWallet({ walletId: upstreamId, amount: usdc(amountMicros) }, { idempotencyKey })),
  record: (scope, plan, reply) => recordMove(scope, plan, reply, "fund"),
};

function checkRecipient(agent: Agent): Failure | null {
  if (!isWorkerState(agent.state) || !canReceiveFunding(agent.state)) {
    return { code: "WORKER_STATE", message: `${agent.name} is ${agent.state} and gets no money. Nothing moved.` };
  }
  if (isProven(agent.referralProof as ReferralProof)) return null;
  return { code: "NOT_PROVEN", message: `The referral link of ${agent.name} is not proven, so it gets no money. Nothing moved. Verify the worker first.` };
}
