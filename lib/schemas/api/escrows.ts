import { z } from "zod";
import { COST_PATTERNS } from "@/lib/core/cost/patterns";
import { ESCROW_STATES } from "@/lib/core/escrow/states";
import { defineContract } from "./contract";
import { connectionQuery, dayQuery, envelope, instant, moneyFields, next, optionalMoneyFields, pagingQuery, textQuery } from "./fields";

const facts = {
  id: z.string(), platformId: z.string().nullable(), state: z.enum(ESCROW_STATES), platformWord: z.string().nullable().describe("The state in the platform's own word"),
  refundCause: z.string().nullable(), ...moneyFields("amount", "fee", "net"), description: z.string(), taskId: z.string(), dialect: z.string(),
  onSilence: z.string().describe("Who gets the money if nobody acts"), createdAt: instant, deadlineAt: instant.nullable(),
  openOutcome: z.string().nullable().describe("`sending` or `unknown`: an action whose outcome is not known yet"),
};

const escrowRow = z.strictObject({ ...facts, payer: z.string(), payee: z.string(), payeeAgentId: z.string().nullable(), nextAction: z.string() });

export const escrowsContract = defineContract({
  path: "/api/v1/escrows", summary: "Escrows, newest or nearest deadline first", scope: "read:escrows", responseName: "EscrowList",
  query: z.strictObject({
    ...connectionQuery, ...pagingQuery, q: textQuery.optional(), state: z.enum(ESCROW_STATES).optional(), tag: textQuery.optional(),
    payer: textQuery.optional().describe("Our id of the paying agent"), payee: textQuery.optional().describe("Our id of the paid agent"),
    runId: textQuery.optional().describe("Our id of a run"), pattern: z.enum(COST_PATTERNS).optional().describe("Payment pattern of the leg; `single`: outside a run"),
    from: dayQuery.optional().describe("Made on this UTC day or later"), to: dayQuery.optional(),
    closedFrom: dayQuery.optional().describe("Ended on this UTC day or later"), closedTo: dayQuery.optional(), sort: z.enum(["created", "deadline"]).default("created"),
    direction: z.enum(["asc", "desc"]).optional(),
  }),
  response: z.strictObject({ ...envelope, escrows: z.array(escrowRow), next }),
});

const party = z.strictObject({ agentId: z.string().nullable(), name: z.string(), platformId: z.string(), kind: z.enum(["orchestrator", "worker", "external"]) });

export const escrowContract = defineContract({
  path: "/api/v1/escrows/{id}", summary: "One escrow with its parties, its history and the platform's own record", scope: "read:escrows", responseName: "Escrow",
  query: z.strictObject(connectionQuery),
  response: z.strictObject({
    ...envelope, ...facts, payer: party, payee: party, ...moneyFields("referral"), ...optionalMoneyFields("refunded"),
    lockedAt: instant.nullable(), completedAt: instant.nullable(), closedAt: instant.nullable(), readAt: instant.nullable(),
    record: z.record(z.string(), z.unknown()).nullable().describe("As the platform last told it, without secrets"),
    events: z.array(z.strictObject({ kind: z.string(), actor: z.string(), note: z.string(), at: instant })),
  }),
});
