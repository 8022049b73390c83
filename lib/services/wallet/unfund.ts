import type { z } from "zod";
import { toDecimal, usdc } from "@/lib/core/money";
import { fail, ok } from "@/lib/core/result";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import type { CommandSpec } from "../command-spec";
import { type WalletMovePlan, walletMovePlan } from "./fund";
import { findAccount, lockWallet } from "./lock-wallet";
import { recordMove } from "./record-move";
import { settleByRepeat } from "./settle-by-repeat";
import { moveWalletMoneyInput } from "./wallet-inputs";

type Input = z.infer<typeof moveWalletMoneyInput>;

/**
 * Brings money home from a child wallet to the orchestrator; goes on while the fleet is frozen. Units: micros.
 * Errors: `UNAVAILABLE`, `NO_WALLET`, `WALLET_CLOSED`, `WALLET_BALANCE`, `NO_ACCOUNT`.
 */
export const unfundWalletCommand: CommandSpec<Input, WalletMovePlan, MoneyMoved, { balance: string }> = {
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
    return ok({
      plan: { walletId, upstreamId: wallet.upstreamId, amountMicros: amount },
      actingAccountId: owner.value.id, subject: { type: "wallet", id: walletId, name: agent.name },
      amountMicros: 0n, reservations: [],
      summary: `${toDecimal(amount)} USDC back from the wallet of ${agent.name} to the orchestrator`,
      before: { balance: toDecimal(usdc(wallet.balanceMicros)) },
    });
  },
  call: async (writer, { upstreamId, amountMicros }, scope) =>
    (await writer.unfundWallet({ walletId: upstreamId, amount: usdc(amountMicros) }, scope)).value,
  settle: ({ writer, idempotencyKey }, { upstreamId, amountMicros }) =>
    settleByRepeat(() => writer.unfundWallet({ walletId: upstreamId, amount: usdc(amountMicros) }, { idempotencyKey })),
  record: (scope, plan, reply) => recordMove(scope, plan, reply, "unfund"),
};
