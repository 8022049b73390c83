import { z } from "zod";
import { COST_PATTERNS } from "@/lib/core/cost/patterns";
import { defineContract } from "./contract";
import { connectionQuery, dayQuery, envelope, instant, moneyFields, next, optionalMoneyFields, pagingQuery, textQuery } from "./fields";

const format = z.enum(["csv", "json"]).optional().describe("Downloads the whole report as a file");

const sums = {
  ...moneyFields("earned", "earnedFromClients", "paid", "fees", "failureCost", "referral", "net", "refunded"), ...optionalMoneyFields("costPerRelease"),
  referralOffsetBps: z.number().int().nullable().describe("Share of the fees that came back as commission, in basis points"),
  releasedCount: z.number().int(), refundedCount: z.number().int(),
};

const account = z.strictObject(moneyFields("earned", "paid", "failureCost", "referral", "result"));

const consolidated = z.strictObject({
  orchestrator: account, workers: account, agents: account.describe("Both together"), fleet: account,
  eliminations: account.describe("Negative: received and paid inside the fleet"), ...moneyFields("outsideCommission", "treasuryChange"),
});

const costRow = z.strictObject({
  id: z.string().describe("Of the agent or the run; else the word of the role or the pattern"), name: z.string(), role: z.string().nullable(),
  kind: z.string().nullable(), number: z.number().int().nullable().describe("Of the run"), ...sums,
});

export const costsContract = defineContract({
  path: "/api/v1/costs", summary: "Cost per agent, role, pattern or run over whole UTC days", scope: "read:costs", responseName: "CostReport", isDownload: true,
  query: z.strictObject({
    ...connectionQuery, ...pagingQuery, range: z.enum(["7d", "30d", "all"]).optional().describe("Left out: 30 days"),
    from: dayQuery.optional(), to: dayQuery.optional(), group: z.enum(["agent", "role", "pattern", "run"]).default("agent"),
    pattern: z.enum(COST_PATTERNS).optional().describe("`single`: outside a run; `client`: paid by somebody outside the fleet"),
    run: textQuery.optional().describe("Our id of the run; `none`: outside of runs"), role: textQuery.optional().describe("`external`: agents outside the fleet"),
    agent: textQuery.optional().describe("Our id of the paid agent"),
    sort: z.enum(["paid", "fees", "lost", "referral", "earned", "client", "released", "failed", "refunded", "net", "name"]).default("paid"),
    direction: z.enum(["asc", "desc"]).default("desc"), consolidated: z.enum(["yes"]).optional().describe("`yes`: with the fleet's own accounts"), format,
  }),
  response: z.strictObject({
    ...envelope, from: z.iso.date(), to: z.iso.date(), group: z.enum(["agent", "role", "pattern", "run"]), rows: z.array(costRow),
    totals: z.strictObject({ ...sums, groupCount: z.number().int(), agentCount: z.number().int(), ...moneyFields("insidePaid") })
      .describe("Over every match of the range, not over the page"),
    consolidated: consolidated.nullable().describe("`null` unless it was asked for"), next,
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
