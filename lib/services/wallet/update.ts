import { z } from "zod";
import { toDecimal, usdc } from "@/lib/core/money";
import { fail, ok } from "@/lib/core/result";
import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { PlatformWallet } from "@/lib/purpleflea/records";
import { micros } from "@/lib/schemas/micros";
import type { CommandSpec } from "../command-spec";
import { firstReset } from "./kept-wallet";
import { findAccount, lockWallet } from "./lock-wallet";
import { updateWalletInput } from "./wallet-inputs";
import { readingOf } from "./wallet-reading";

const plan = z.object({
  walletId: z.string(), upstreamId: z.string().nullable(), dailyLimitMicros: micros.optional(), autoReset: z.boolean().optional(),
  allowWithdrawals: z.boolean().optional(),
});

type Input = z.infer<typeof updateWalletInput>;
export type WalletUpdatePlan = z.infer<typeof plan>;
export type WalletUpdateCommand<I> = CommandSpec<I, WalletUpdatePlan, PlatformWallet | null, { walletId: string }>;

/**
 * Changes a child wallet's daily limit (micros; 0 lets nothing out) and whether it starts afresh every 24 hours.
 * A lost reply is settled by reading the wallet. A wallet that the console keeps is changed here and nothing is sent.
 * Errors: `UNAVAILABLE`, `NO_WALLET`, `WALLET_CLOSED`, `NO_ACCOUNT`, `NO_CHANGE`.
 */
export const updateWalletCommand: WalletUpdateCommand<Input> = {
  kind: "wallet.update",
  permission: "wallet.changeLimit",
  input: updateWalletInput,
  plan,
  allowedWhenFrozen: false,
  prepare: async ({ walletId, dailyLimit, autoReset }, scope) => {
    const locked = await lockWallet(scope, walletId, "wallet.update");
    if (!locked.ok) return locked;
    const { wallet, agent } = locked.value;
    const isSame = (dailyLimit ?? wallet.dailyLimitMicros) === wallet.dailyLimitMicros && (autoReset ?? wallet.autoReset) === wallet.autoReset;
    if (isSame) return fail({ code: "NO_CHANGE", message: `The wallet of ${agent.name} is set like this already. Nothing was sent.` });
    const owner = await findAccount(scope.tx, scope.connection.orchestratorAgentId, "The orchestrator");
    if (!owner.ok) return owner;
    const words = dailyLimit === undefined ? `reset ${autoReset ? "every 24 h" : "off"}` : `daily limit ${toDecimal(dailyLimit)} USDC`;
    return ok({
      plan: { walletId, upstreamId: wallet.upstreamId, dailyLimitMicros: dailyLimit, autoReset },
      actingAccountId: owner.value.id, subject: { type: "wallet", id: walletId, name: agent.name },
      amountMicros: 0n, reservations: [], summary: `Wallet of ${agent.name}: ${words}`,
      before: {
        dailyLimit: wallet.dailyLimitMicros === null ? null : toDecimal(usdc(wallet.dailyLimitMicros)), autoReset: wallet.autoReset,
      },
    });
  },
  call: async (writer, { upstreamId, dailyLimitMicros, autoReset, allowWithdrawals }, scope) => {
    if (upstreamId === null) return null;
    const dailyLimit = dailyLimitMicros === undefined ? undefined : usdc(dailyLimitMicros);
    return (await writer.updateWallet({ walletId: upstreamId, dailyLimit, autoReset, allowWithdrawals }, scope)).value;
  },
  settle: async ({ client }, wish) => {
    if (wish.upstreamId === null) return { proof: "happened", reply: null, note: "The console keeps this wallet; nothing had to be sent." };
    const { value } = await client.getWallet(wish.upstreamId);
    const isDone = (wish.dailyLimitMicros ?? value.dailyLimit) === value.dailyLimit
      && (wish.autoReset ?? value.autoReset) === value.autoReset
      && (wish.allowWithdrawals ?? value.allowWithdrawals) === value.allowWithdrawals;
    if (isDone) return { proof: "happened", reply: value, note: "The wallet was read and is as wished." };
    return { proof: "absent", note: "The wallet was read and is as before." };
  },
  record: async ({ rows, connectionId, at }, wish, wallet) => {
    await rows.wallets.patch(wish.walletId, wallet === null ? await keptChange(rows.tx, connectionId, wish, at) : readingOf(wallet, at));
    return { walletId: wish.walletId };
  },
};

async function keptChange(tx: Tx, connectionId: string, { dailyLimitMicros, autoReset, allowWithdrawals }: WalletUpdatePlan, at: EpochMs) {
  return {
    ...(dailyLimitMicros === undefined ? {} : { dailyLimitMicros }), ...(allowWithdrawals === undefined ? {} : { allowWithdrawals }),
    ...(autoReset === undefined ? {} : { autoReset, resetsAt: await firstReset(tx, connectionId, at, autoReset) }),
  };
}
