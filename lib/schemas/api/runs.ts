import { z } from "zod";
import { ESCROW_STATES } from "@/lib/core/escrow/states";
import { FUNDINGS, PATTERNS } from "@/lib/core/run/plan";
import { LEG_STATES, RUN_STATES } from "@/lib/core/run/states";
import { defineContract } from "./contract";
import { connectionQuery, envelope, instant, moneyFields, next, pagingQuery, textQuery } from "./fields";

const held = z.strictObject({ code: z.string(), note: z.string() }).nullable().describe("Why it does not go on although nothing is wrong with the work");

/** Where the budget is: the parts sum to the budget and what was spent over it. */
const money = moneyFields("budget", "released", "locked", "returned", "lost", "unknown", "unspent", "over", "fees", "referral");

const facts = {
  id: z.string(), number: z.int(), name: z.string(), pattern: z.enum(PATTERNS), funding: z.enum(FUNDINGS), state: z.enum(RUN_STATES), held, ...money,
  createdBy: z.string(), createdAt: instant, finishedAt: instant.nullable(),
};

const runRow = z.strictObject({ ...facts, legCount: z.int(), doneCount: z.int(), failedCount: z.int(), reviewCount: z.int().describe("Legs that wait for a person") });

export const runsContract = defineContract({
  path: "/api/v1/runs", summary: "Payment runs, the newest first", scope: "read:runs", responseName: "RunList",
  query: z.strictObject({
    ...connectionQuery, ...pagingQuery, q: textQuery.optional().describe("Name, number or id"), state: z.enum(RUN_STATES).optional(),
    pattern: z.enum(PATTERNS).optional(),
  }),
  response: z.strictObject({ ...envelope, runs: z.array(runRow), next }),
});

const legRow = z.strictObject({
  key: z.string(), node: z.string(), label: z.string(), pattern: z.enum(PATTERNS), state: z.enum(LEG_STATES), payer: z.string(), payee: z.string().nullable(),
  candidates: z.array(z.string()).describe("In the order of asking"), ...moneyFields("amount"), attempt: z.int(), revision: z.int(),
  escrowId: z.string().nullable(), escrowState: z.enum(ESCROW_STATES).nullable(), dependsOn: z.array(z.string()), isCritical: z.boolean(),
  failureCode: z.string().nullable(), note: z.string().nullable(), waitsForReview: z.boolean(), startedAt: instant.nullable(), dueAt: instant.nullable(),
  finishedAt: instant.nullable(),
});

export const runContract = defineContract({
  path: "/api/v1/runs/{id}", summary: "One run with its legs and its newest events", scope: "read:runs", responseName: "Run",
  query: z.strictObject(connectionQuery),
  response: z.strictObject({
    ...envelope, ...facts, template: z.string().nullable(), clonedFrom: z.string().nullable(), pausedAt: instant.nullable(), legs: z.array(legRow),
    events: z.array(z.strictObject({ leg: z.string().nullable(), kind: z.string(), note: z.string(), actor: z.string(), at: instant })),
  }),
});

/** As the cost report has them: a fee kept on a refund is inside `paid` and `fees`, and `lost` says how much of them it is. */
const sums = {
  ...moneyFields("paid", "fees", "referral", "lost", "refunded"), transactions: z.int().describe("Released escrows"), failed: z.int().describe("Escrows that came back"),
};

export const runReportContract = defineContract({
  path: "/api/v1/runs/{id}/report", summary: "What one run cost, per agent that was paid", scope: "read:runs", responseName: "RunReport",
  query: z.strictObject(connectionQuery),
  response: z.strictObject({
    ...envelope, id: z.string(), number: z.int(), name: z.string(), state: z.enum(RUN_STATES),
    agents: z.array(z.strictObject({ id: z.string(), name: z.string(), patterns: z.array(z.enum(PATTERNS)), ...sums })), totals: z.strictObject(sums),
  }),
});
