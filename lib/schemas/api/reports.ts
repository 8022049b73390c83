import { z } from "zod";
import { defineContract } from "./contract";
import { connectionQuery, dayQuery, envelope, instant, moneyFields, next, optionalMoneyFields, pagingQuery } from "./fields";

const format = z.enum(["csv", "json"]).optional().describe("Downloads the whole report as a file");

const sums = {
  ...moneyFields("paid", "fees", "referral", "earned", "net", "refunded"), ...optionalMoneyFields("costPerRelease"),
  releasedCount: z.number().int(), refundedCount: z.number().int(),
};

export const costsContract = defineContract({
  path: "/api/v1/costs", summary: "Cost per agent over whole UTC days", scope: "read:costs", responseName: "CostReport", isDownload: true,
  query: z.strictObject({
    ...connectionQuery, ...pagingQuery, range: z.enum(["7d", "30d", "all"]).optional().describe("Left out: 30 days"),
    from: dayQuery.optional(), to: dayQuery.optional(),
    sort: z.enum(["paid", "fees", "referral", "earned", "released", "refunded", "net", "name"]).default("paid"),
    direction: z.enum(["asc", "desc"]).default("desc"), format,
  }),
  response: z.strictObject({
    ...envelope, from: z.iso.date(), to: z.iso.date(), agents: z.array(z.strictObject({ id: z.string(), name: z.string(), role: z.string(), kind: z.string(), ...sums })),
    totals: z.strictObject({ ...sums, agentCount: z.number().int(), ...moneyFields("insidePaid") }).describe("Over every agent of the range, not over the page"),
    next,
  }),
});

export const commissionsContract = defineContract({
  path: "/api/v1/commissions", summary: "Commission by product", scope: "read:commissions", responseName: "CommissionLedger", isDownload: true,
  query: z.strictObject({ ...connectionQuery, range: z.enum(["30d", "all"]).default("30d"), format }),
  response: z.strictObject({
    ...envelope, since: instant.nullable().describe("`null`: since the beginning"),
    products: z.array(z.strictObject({ product: z.string(), ...optionalMoneyFields("fees", "expected"), ...moneyFields("credited", "pending", "missed") })),
    totals: z.strictObject(moneyFields("fees", "credited", "pending", "missed", "ownWorkers", "outsideAgents")),
  }),
});

const json = z.unknown().describe("Any JSON, or null");

export const auditContract = defineContract({
  path: "/api/v1/audit", summary: "The audit log, newest first", scope: "read:audit", responseName: "AuditPage", isDownload: true,
  query: z.strictObject({
    ...connectionQuery, limit: pagingQuery.limit, after: z.string().regex(/^\d{1,18}$/, "after must be the `next` of an answer before.").optional(),
    actor: z.string().min(1).max(120).optional(), action: z.string().min(1).max(120).optional(), result: z.string().min(1).max(120).optional(),
    subject: z.string().min(1).max(120).optional().describe("An id or the exact name"), from: dayQuery.optional(), to: dayQuery.optional(), format,
  }),
  response: z.strictObject({
    ...envelope, next,
    entries: z.array(z.strictObject({
      seq: z.string(), id: z.string(), connectionId: z.string().nullable(), at: instant, actorType: z.string(), actorId: z.string(), actorName: z.string(),
      action: z.string(), result: z.string(), subjectType: z.string(), subjectId: z.string(), subjectName: z.string(), summary: z.string(),
      before: json, after: json, intentId: z.string().nullable(), requestId: z.string(), previousHash: z.string(), hash: z.string(),
    })),
  }),
});
