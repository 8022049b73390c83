import { z } from "zod";
import { defineContract } from "./contract";
import { connectionQuery, envelope, instant, moneyFields, next, optionalMoneyFields, pagingQuery, textQuery } from "./fields";

const walletRow = z.strictObject({
  id: z.string(), platformId: z.string().nullable(), label: z.string(), workerId: z.string(), worker: z.string(), role: z.string(), workerState: z.string(),
  ...moneyFields("balance", "spent"), ...optionalMoneyFields("dailyLimit", "left"), autoReset: z.boolean(), allowWithdrawals: z.boolean(),
  resetsAt: instant.nullable(), readAt: instant.nullable().describe("When the platform was last read"),
  openOutcome: z.enum(["sending", "unknown"]).nullable().describe("An action whose outcome is not known yet"),
});

export const walletsContract = defineContract({
  path: "/api/v1/wallets", summary: "Open child wallets, newest first", scope: "read:wallets", responseName: "WalletList",
  query: z.strictObject({
    ...connectionQuery, ...pagingQuery, q: textQuery.optional(),
    use: z.enum(["near_limit", "at_limit"]).optional().describe("From 85 % or 100 % of the daily limit"),
  }),
  response: z.strictObject({ ...envelope, wallets: z.array(walletRow), next }),
});
