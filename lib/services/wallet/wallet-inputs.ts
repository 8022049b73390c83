import { z } from "zod";
import { idField, moneyField, optionalTextField } from "@/lib/schemas/fields";
import { allowWithdrawalsSchema, changeLimitSchema, provisionWalletSchema, walletMoneySchema } from "@/lib/schemas/wallet";

/** *Fund now* is a second intent, and the form's token is the edge's: neither belongs to the command. */
export const provisionWalletInput = provisionWalletSchema.omit({ fundNow: true, idempotencyKey: true });

export const moveWalletMoneyInput = walletMoneySchema.omit({ idempotencyKey: true });

/** A limit of 0 lets nothing out; "unlimited" has no word here. What is left out stays as it is. */
export const updateWalletInput = changeLimitSchema.omit({ idempotencyKey: true }).partial({ dailyLimit: true })
  .extend({ autoReset: z.boolean().optional() });

export const allowWithdrawalsInput = allowWithdrawalsSchema.omit({ idempotencyKey: true });

export const spendFromWalletInput = z.strictObject({
  walletId: idField("a wallet"), amount: moneyField(), purpose: optionalTextField("a purpose", 200),
});
