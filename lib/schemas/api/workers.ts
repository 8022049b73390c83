import { z } from "zod";
import { REFERRAL_PROOFS } from "@/lib/core/referral/proof";
import { WORKER_STATES } from "@/lib/core/worker/states";
import { defineContract } from "./contract";
import { connectionQuery, envelope, instant, moneyFields, next, optionalMoneyFields, pagingQuery, textQuery } from "./fields";

const facts = {
  id: z.string(), name: z.string(), role: z.string(), state: z.enum(WORKER_STATES), referralProof: z.enum(REFERRAL_PROOFS),
  platformId: z.string().nullable(), failure: z.string().nullable(), heartbeatAt: instant.nullable(), ...moneyFields("fees", "net"),
};

const workerRow = z.strictObject({
  ...facts, wallet: z.strictObject({ ...moneyFields("spent"), ...optionalMoneyFields("dailyLimit") }).nullable().describe("The open child wallet"),
});

export const workersContract = defineContract({
  path: "/api/v1/workers", summary: "The roster", scope: "read:workers", responseName: "WorkerList",
  query: z.strictObject({
    ...connectionQuery, ...pagingQuery, q: textQuery.optional(), state: z.enum(WORKER_STATES).optional(), role: z.string().min(1).max(24).optional(),
    proof: z.enum(REFERRAL_PROOFS).optional(), tag: textQuery.optional(),
    view: z.enum(["fleet", "attention", "retired"]).default("fleet").describe("`fleet` is everybody who is not retired"),
    sort: z.enum(["created", "name", "fees", "net"]).default("created"), order: z.enum(["asc", "desc"]).default("desc"),
  }),
  response: z.strictObject({ ...envelope, workers: z.array(workerRow), next }),
});

const workerWallet = z.strictObject({
  id: z.string(), platformId: z.string().nullable(), label: z.string(), ...moneyFields("balance", "spent"), ...optionalMoneyFields("dailyLimit"),
  resetsAt: instant.nullable(), readAt: instant.nullable(), closedAt: instant.nullable(),
});

export const workerContract = defineContract({
  path: "/api/v1/workers/{id}", summary: "One worker, by our id or the platform's", scope: "read:workers", responseName: "Worker",
  query: z.strictObject(connectionQuery),
  response: z.strictObject({
    ...envelope, ...facts, ...moneyFields("paid", "earned", "referral"), capabilities: z.array(z.string()), proofNote: z.string().nullable(),
    referralCodeUsed: z.string().nullable(), ownReferralCode: z.string().nullable(), parent: z.string().nullable(),
    batch: z.strictObject({ id: z.string(), number: z.number().int() }).nullable(),
    createdAt: instant, registeredAt: instant.nullable(), retiredAt: instant.nullable(), wallet: workerWallet.nullable(),
  }),
});

const batchWorker = z.strictObject({
  id: z.string(), name: z.string(), state: z.enum(WORKER_STATES), step: z.string().nullable(), proof: z.enum(REFERRAL_PROOFS), failure: z.string().nullable(),
});

export const batchContract = defineContract({
  path: "/api/v1/batches/{id}", summary: "A spawn batch with the progress of each worker", scope: "read:workers", responseName: "Batch",
  query: z.strictObject(connectionQuery),
  response: z.strictObject({
    ...envelope, id: z.string(), number: z.number().int(), role: z.string(), count: z.number().int(), state: z.string(),
    ...moneyFields("funding", "dailyLimit", "capital", "funded"), createdByName: z.string(), createdAt: instant, finishedAt: instant.nullable(),
    workers: z.array(batchWorker),
  }),
});
