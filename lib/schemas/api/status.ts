import { z } from "zod";
import { defineContract } from "./contract";
import { connectionQuery, envelope, instant, moneyFields, next, pagingQuery } from "./fields";

const alertRow = z.strictObject({
  id: z.string(), kind: z.string(), severity: z.string(), title: z.string(), body: z.string(), subjectType: z.string(), subjectId: z.string(),
  ...moneyFields("amountAtRisk"), deadlineAt: instant.nullable(), raisedAt: instant, resolvedAt: instant.nullable(), resolvedBy: z.string().nullable(),
});

export const alertsContract = defineContract({
  path: "/api/v1/alerts", summary: "Alerts, newest first", scope: "read:status", responseName: "AlertList",
  query: z.strictObject({ ...connectionQuery, ...pagingQuery, show: z.enum(["open", "resolved"]).default("open") }),
  response: z.strictObject({ ...envelope, alerts: z.array(alertRow), next }),
});

export const treasurySchema = z.strictObject({
  ...moneyFields("total", "proven", "unknown", "available", "wallets", "escrow", "difference"), unknownCount: z.number().int(), provenAt: instant,
});

export const statusContract = defineContract({
  path: "/api/v1/status", summary: "The figures of the Overview", scope: "read:status", responseName: "Status",
  query: z.strictObject(connectionQuery),
  response: z.strictObject({
    ...envelope, isFrozen: z.boolean(), silentSince: instant.nullable().describe("Since when the platform does not answer"),
    treasury: treasurySchema.nullable().describe("`null` before the first proof against the platform"),
    workers: z.strictObject({
      total: z.number().int(), live: z.number().int(), stale: z.number().int(), stopped: z.number().int(), sinceYesterday: z.number().int(),
    }),
    escrows: z.strictObject({ open: z.number().int(), completed: z.number().int(), ...moneyFields("locked") }),
    last30Days: z.strictObject(moneyFields("fees", "commission", "net")),
  }),
});
