import type { z } from "zod";
import { toDecimal, usdc } from "@/lib/core/money";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { AgentAccount } from "@/lib/db/generated/client";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import type { CommandSpec, PrepareScope } from "../command-spec";
import { openTransfer, payTransfer, settleTransfer, type TransferPlan } from "../transfer";
import { toMove, type WalletMovePlan, walletMovePlan } from "./fund";
import { findAccount, type LockedWallet, lockWallet } from "./lock-wallet";
import { recordMove, type WalletMoved } from "./record-move";
import { settleByRepeat } from "./settle-by-repeat";
import { isKeptHere } from "./wallet-keeper";
import { moveWalletMoneyInput } from "./wallet-inputs";

type Input = z.infer<typeof moveWalletMoneyInput>;

/**
 * Brings money home from a child wallet to the orchestrator; goes on while the fleet is frozen. Units: micros.
 * Where the console keeps the wallet the worker pays it back by a plain transfer, with the worker's own key.
 * Errors: `UNAVAILABLE`, `NO_WALLET`, `WALLET_CLOSED`, `WALLET_BALANCE`, `NO_ACCOUNT`, `TOO_SMALL`, `PAYER_WAITS`, `PAYER_BUSY`.
 */
export const unfundWalletCommand: CommandSpec<Input, WalletMovePlan, MoneyMoved, WalletMoved> = {
  kind: "wallet.unfund",
  permission: "wallet.unfund",
  input: moveWalletMoneyInput,
  plan: walletMovePlan,
  allowedWhenFrozen: true,
  prepare: async ({ walletId, amount }, scope) => {
    const locked = await lockWallet(scope, walletId, "wallet.unfund");
    if (!locked.ok) return locked;
    const { wallet, agent } = locked.value;
    if (amount > wallet.balanceMicros) {
      const holds = toDecimal(usdc(wallet.balanceMicros));
      return fail({ code: "WALLET_BALANCE", message: `The wallet of ${agent.name} holds ${holds} USDC. Nothing moved. Take back ${holds} or less.` });
    }
    const owner = await findAccount(scope.tx, scope.connection.orchestratorAgentId, "The orchestrator");
    if (!owner.ok) return owner;
    const transfer = await toTransfer(scope, locked.value, owner.value, amount);
    if (!transfer.ok) return transfer;
    return ok({
      plan: { walletId, upstreamId: wallet.upstreamId, amountMicros: amount, transfer: transfer.value },
      actingAccountId: transfer.value?.payerAccountId ?? owner.value.id, subject: { type: "wallet", id: walletId, name: agent.name },
      amountMicros: 0n, reservations: [],
      summary: `${toDecimal(amount)} USDC back from the wallet of ${agent.name} to the orchestrator`,
      before: { balance: toDecimal(usdc(wallet.balanceMicros)) },
    });
  },
  capability: ({ transfer }) => (transfer ? "pay" : "wallet.unfund"),
  call: async (writer, plan, scope) => (plan.transfer
    ? payTransfer(writer, plan.transfer, plan.amountMicros, scope) : (await writer.unfundWallet(toMove(plan), scope)).value),
  settle: (scope, plan) => (plan.transfer
    ? settleTransfer(scope, plan.transfer, plan.amountMicros)
    : settleByRepeat(() => scope.writer.unfundWallet(toMove(plan), { idempotencyKey: scope.idempotencyKey }))),
  record: (scope, plan, reply) => recordMove(scope, plan, reply, "unfund"),
};

async function toTransfer(
  scope: PrepareScope, { wallet, agent }: LockedWallet, home: AgentAccount, amountMicros: bigint,
): Promise<Result<TransferPlan | undefined, Failure>> {
  if (!isKeptHere(wallet)) return ok(undefined);
  const payer = await findAccount(scope.tx, agent.id, agent.name);
  if (!payer.ok) return payer;
  return openTransfer(scope, { payer: { id: payer.value.id, name: agent.name }, payee: home, amountMicros });
}
