import type { ReferralProof } from "@/lib/core/referral/proof";
import type { SpawnStep } from "@/lib/core/worker/states";
import { type Usdc, toDecimal, usdc } from "@/lib/core/money";
import type { BatchProgress, BatchWorker } from "@/lib/core/worker/batch-view";
import type { Database } from "@/lib/db/client";
import type { SpawnBatch } from "@/lib/db/generated/client";
import { ServiceError } from "../service-error";

/** A batch of a connection. Errors: `NOT_FOUND`. A batch has 500 workers at most. */
export async function getBatch(ctx: { readonly db: Database }, connectionId: string, batchId: string): Promise<BatchProgress> {
  const batch = await ctx.db.spawnBatch.findFirst({ where: { id: batchId, connectionId } });
  if (!batch) throw new ServiceError("NOT_FOUND", "There is no such batch on this connection.");
  const agents = await ctx.db.agent.findMany({
    where: { batchId }, orderBy: { name: "asc" },
    select: { id: true, name: true, state: true, spawnStep: true, referralProof: true, failureMessage: true },
  });
  const workers = agents.map(({ spawnStep, referralProof, failureMessage, ...agent }) => ({
    ...agent, step: spawnStep as SpawnStep | null, proof: referralProof as ReferralProof, failure: failureMessage,
  }));
  const fundedCount = workers.filter(({ step }) => step === "funded" || step === "ready").length;
  return toProgress(batch, workers, fundedCount);
}

function toProgress(batch: SpawnBatch, workers: readonly BatchWorker[], fundedCount: number): BatchProgress {
  const times = (count: number): Usdc => usdc(batch.fundingMicros * BigInt(count));
  return {
    id: batch.id, number: batch.number, role: batch.role, count: batch.count, state: batch.state,
    funding: toDecimal(usdc(batch.fundingMicros)), dailyLimit: toDecimal(usdc(batch.dailyLimitMicros ?? 0n)),
    capital: toDecimal(times(batch.count)), funded: toDecimal(times(fundedCount)), createdByName: batch.createdByName,
    createdAt: batch.createdAt.toISOString(), finishedAt: batch.finishedAt?.toISOString() ?? null, workers,
  };
}
