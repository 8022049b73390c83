import type { z } from "zod";
import { fail, ok } from "@/lib/core/result";
import { findAccount, lockWallet } from "./lock-wallet";
import { type WalletUpdateCommand, updateWalletCommand } from "./update";
import { allowWithdrawalsInput } from "./wallet-inputs";

/**
 * Switches withdrawals of a child wallet on or off: a treasurer's decision, on the platform the same change as any other.
 * Errors: `UNAVAILABLE`, `NO_WALLET`, `WALLET_CLOSED`, `NO_ACCOUNT`, `NO_CHANGE`.
 */
export const allowWithdrawalsCommand: WalletUpdateCommand<z.infer<typeof allowWithdrawalsInput>> = {
  ...updateWalletCommand,
  permission: "wallet.allowWithdrawals",
  input: allowWithdrawalsInput,
  prepare: async ({ walletId, allowWithdrawals }, scope) => {
    const locked = await lockWallet(scope, walletId, "wallet.update");
    if (!locked.ok) return locked;
    const { wallet, agent } = locked.value;
    const word = allowWithdrawals ? "on" : "off";
    if (wallet.allowWithdrawals === allowWithdrawals) {
      return fail({ code: "NO_CHANGE", message: `Withdrawals of ${agent.name} are ${word} already. Nothing was sent.` });
    }
    const owner = await findAccount(scope.tx, scope.connection.orchestratorAgentId, "The orchestrator");
    if (!owner.ok) return owner;
    return ok({
      plan: { walletId, upstreamId: wallet.upstreamId, allowWithdrawals },
      actingAccountId: owner.value.id, subject: { type: "wallet", id: walletId, name: agent.name },
      amountMicros: 0n, reservations: [], summary: `Withdrawals of ${agent.name} ${word}`,
      before: { allowWithdrawals: wallet.allowWithdrawals },
    });
  },
};
