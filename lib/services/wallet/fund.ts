import { z } from "zod";
import { toDecimal, usdc } from "@/lib/core/money";
import { isProven, type ReferralProof } from "@/lib/core/referral/proof";
import { invariant } from "@/lib/core/invariant";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { canReceiveFunding, isWorkerState } from "@/lib/core/worker/states";
import type { Agent, AgentAccount } from "@/lib/db/generated/client";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import { micros } from "@/lib/schemas/micros";
import type { CommandSpec, PrepareScope } from "../command-spec";
import { openTransfer, payTransfer, settleTransfer, type TransferPlan, transferPlan } from "../transfer";
import { findAccount, type LockedWallet, lockWallet } from "./lock-wallet";
import { recordMove, type WalletMoved } from "./record-move";
import { settleByRepeat } from "./settle-by-repeat";
import { isKeptHere } from "./wallet-keeper";
import { moveWalletMoneyInput } from "./wallet-inputs";

/** `transfer` stands for the move where the console keeps the wallet. */
export const walletMovePlan = z.object({
  walletId: z.string(), upstreamId: z.string().nullable(), amountMicros: micros, transfer: transferPlan.optional(),
});

/** `isFirst`: a spawn's initial funding, which a wallet gets once, whichever attempt at the spawn asks for it. */
const fundInput = moveWalletMoneyInput.extend({ isFirst: z.boolean().optional() });

type Input = z.infer<typeof fundInput>;
export type WalletMovePlan = z.infer<typeof walletMovePlan>;

/**
 * Moves money from the orchestrator to a worker's child wallet; counts against the fleet's limits. Units: micros.
 * Where the console keeps the wallet it is a plain transfer to the worker: one in flight per payer, none beside an unknown.
 * Errors: `UNAVAILABLE`, `NO_WALLET`, `WALLET_CLOSED`, `NOT_PROVEN`, `WORKER_STATE`, `ALREADY_FUNDED`, `NO_ACCOUNT`, `TOO_SMALL`,
 * `PAYER_WAITS`, `PAYER_BUSY`, the fleet's limits.
 */
export const fundWalletCommand: CommandSpec<Input, WalletMovePlan, MoneyMoved, WalletMoved> = {
  kind: "wallet.fund",
  permission: "wallet.fund",
  input: fundInput,
  plan: walletMovePlan,
  allowedWhenFrozen: false,
  prepare: async ({ walletId, amount, isFirst }, scope) => {
    const locked = await lockWallet(scope, walletId, "wallet.fund");
    if (!locked.ok) return locked;
    const { wallet, agent } = locked.value;
    const refused = checkRecipient(agent);
    if (refused) return fail(refused);
    if (isFirst && (await scope.tx.walletEntry.count({ where: { walletId, kind: "fund" } })) > 0) {
      return fail({ code: "ALREADY_FUNDED", message: `The wallet of ${agent.name} has its initial funding. Nothing moved.` });
    }
    const payer = await findAccount(scope.tx, scope.connection.orchestratorAgentId, "The orchestrator");
    if (!payer.ok) return payer;
    const transfer = await toTransfer(scope, locked.value, payer.value, amount);
    if (!transfer.ok) return transfer;
    return ok({
      plan: { walletId, upstreamId: wallet.upstreamId, amountMicros: amount, transfer: transfer.value },
      actingAccountId: payer.value.id, subject: { type: "wallet", id: walletId, name: agent.name },
      amountMicros: amount, reservations: [],
      summary: `${toDecimal(amount)} USDC from the orchestrator to the wallet of ${agent.name}`,
      before: { balance: toDecimal(usdc(wallet.balanceMicros)) },
    });
  },
  capability: ({ transfer }) => (transfer ? "pay" : "wallet.fund"),
  call: async (writer, plan, scope) => (plan.transfer
    ? payTransfer(writer, plan.transfer, plan.amountMicros, scope) : (await writer.fundWallet(toMove(plan), scope)).value),
  settle: (scope, plan) => (plan.transfer
    ? settleTransfer(scope, plan.transfer, plan.amountMicros)
    : settleByRepeat(() => scope.writer.fundWallet(toMove(plan), { idempotencyKey: scope.idempotencyKey }))),
  record: (scope, plan, reply) => recordMove(scope, plan, reply, "fund"),
};

/** The platform's own words for a move. */
export function toMove({ upstreamId, amountMicros }: WalletMovePlan) {
  invariant(upstreamId !== null, "a wallet of the platform has its id");
  return { walletId: upstreamId, amount: usdc(amountMicros) };
}

async function toTransfer(
  scope: PrepareScope, { wallet, agent }: LockedWallet, payer: AgentAccount, amountMicros: bigint,
): Promise<Result<TransferPlan | undefined, Failure>> {
  if (!isKeptHere(wallet)) return ok(undefined);
  const payee = await findAccount(scope.tx, agent.id, agent.name);
  if (!payee.ok) return payee;
  return openTransfer(scope, { payer: { id: payer.id, name: "the orchestrator" }, payee: payee.value, amountMicros });
}

function checkRecipient(agent: Agent): Failure | null {
  if (!isWorkerState(agent.state) || !canReceiveFunding(agent.state)) {
    return { code: "WORKER_STATE", message: `${agent.name} is ${agent.state} and gets no money. Nothing moved.` };
  }
  if (isProven(agent.referralProof as ReferralProof)) return null;
  return { code: "NOT_PROVEN", message: `The referral link of ${agent.name} is not proven, so it gets no money. Nothing moved. Verify the worker first.` };
}
