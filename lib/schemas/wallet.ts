import { z } from "zod";
import { idempotencyKeyField, idField, moneyField, optionalMoneyField, switchField } from "./fields";

const walletId = idField("a wallet");

/** *Provision wallet*. `fundNow` may be blank. */
export const provisionWalletSchema = z.strictObject({
  workerId: idField("a worker"),
  dailyLimit: moneyField({ allowZero: true }),
  fundNow: optionalMoneyField({ allowZero: true }),
  autoReset: switchField,
  allowWithdrawals: switchField,
  idempotencyKey: idempotencyKeyField,
});

/** *Fund* and *Unfund*. */
export const walletMoneySchema = z.strictObject({
  walletId, amount: moneyField(), idempotencyKey: idempotencyKeyField,
});

/** *Change limit*. Zero is a meaning: the wallet may spend nothing. */
export const changeLimitSchema = z.strictObject({
  walletId, dailyLimit: moneyField({ allowZero: true }), idempotencyKey: idempotencyKeyField,
});

/** The withdrawals switch. */
export const allowWithdrawalsSchema = z.strictObject({
  walletId, allowWithdrawals: switchField, idempotencyKey: idempotencyKeyField,
});
