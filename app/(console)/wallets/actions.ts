"use server";
import { z } from "zod";
import { defineAction } from "@/lib/actions/define-action";
import { runCommandAction } from "@/lib/actions/run-command-action";
import { toDecimal } from "@/lib/core/money";
import { idempotencyKeyField, optionalMoneyField } from "@/lib/schemas/fields";
import { allowWithdrawalsCommand } from "@/lib/services/wallet/allow-withdrawals";
import { fundWalletCommand } from "@/lib/services/wallet/fund";
import { provisionWalletCommand } from "@/lib/services/wallet/provision";
import { spendFromWalletCommand } from "@/lib/services/wallet/spend";
import { unfundWalletCommand } from "@/lib/services/wallet/unfund";
import { updateWalletCommand } from "@/lib/services/wallet/update";

const provisionForm = z.looseObject({ fundNow: optionalMoneyField({ allowZero: true }), idempotencyKey: idempotencyKeyField });

/** Two intents under one form: the wallet first, then the money, each with its own key. */
export const provisionWalletAction = defineAction({
  name: "wallet.provision", permission: "wallet.provision", schema: provisionForm,
  run: async ({ fundNow, ...wallet }, ctx) => {
    const made = await runCommandAction(ctx, provisionWalletCommand, wallet);
    if (!made.ok || !fundNow) return made;
    const form = { walletId: made.output.walletId, amount: toDecimal(fundNow), idempotencyKey: `${wallet.idempotencyKey}-fund` };
    const funded = await runCommandAction(ctx, fundWalletCommand, form);
    if (funded.ok) return made;
    return { ...funded, message: `The wallet is open, but it was not funded. ${funded.message} Fund it from Child wallets.` };
  },
});

export const fundWalletAction = defineAction({
  name: "wallet.fund", permission: "wallet.fund", run: (form, ctx) => runCommandAction(ctx, fundWalletCommand, form),
});

export const unfundWalletAction = defineAction({
  name: "wallet.unfund", permission: "wallet.unfund", run: (form, ctx) => runCommandAction(ctx, unfundWalletCommand, form),
});

export const changeLimitAction = defineAction({
  name: "wallet.changeLimit", permission: "wallet.changeLimit", run: (form, ctx) => runCommandAction(ctx, updateWalletCommand, form),
});

export const allowWithdrawalsAction = defineAction({
  name: "wallet.allowWithdrawals", permission: "wallet.allowWithdrawals",
  run: (form, ctx) => runCommandAction(ctx, allowWithdrawalsCommand, form),
});

export const spendFromWalletAction = defineAction({
  name: "wallet.spend", permission: "wallet.fund", run: (form, ctx) => runCommandAction(ctx, spendFromWalletCommand, form),
});
