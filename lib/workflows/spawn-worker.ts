import { toDecimal, usdc } from "@/lib/core/money";
import { type SpawnStep, nextSpawnStep } from "@/lib/core/worker/states";
import type { Agent, SpawnBatch } from "@/lib/db/generated/client";
import { carryOut, inTurn } from "@/lib/services/carry-out";
import type { CommandResult } from "@/lib/services/command-spec";
import type { ServiceContext } from "@/lib/services/context";
import { openPlatform } from "@/lib/services/connection/open-platform";
import { fundWalletCommand } from "@/lib/services/wallet/fund";
import { isKeptHere } from "@/lib/services/wallet/wallet-keeper";
import { provisionWalletCommand } from "@/lib/services/wallet/provision";
import { registerWorkerCommand } from "@/lib/services/worker/register-worker";
import { failSpawn, finishSpawnStep } from "@/lib/services/worker/spawn-progress";
import { verifyWorker } from "@/lib/services/worker/verify-worker";

type StepOutcome = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string };

/**
 * Carries one worker from the step it reached to `ready`. Each step stores what it did, and each platform change is an
 * intent under `workflow id + worker + step`, so an execution after a crash goes on without doing anything twice.
 * A failure stops this worker alone and is written on it.
 */
export async function advanceWorker(ctx: ServiceContext, agentId: string, workflowId: string): Promise<void> {
  for (;;) {
    const agent = await ctx.db.agent.findUnique({ where: { id: agentId } });
    if (!agent?.batchId || agent.state !== "registering") return;
    const step = nextSpawnStep(agent.spawnStep as SpawnStep | null);
    if (step === null) return;
    const batch = await ctx.db.spawnBatch.findUniqueOrThrow({ where: { id: agent.batchId } });
    const outcome = await runStep(ctx, { agent, batch, step, key: `${workflowId}:${agentId}:${step}` });
    if (!outcome.ok) return failSpawn(ctx, agentId, outcome);
  }
}

interface StepRun {
  readonly agent: Agent;
  readonly batch: SpawnBatch;
  readonly step: SpawnStep;
  readonly key: string;
}

async function runStep(ctx: ServiceContext, run: StepRun): Promise<StepOutcome> {
  const { agent, batch, step } = run;
  switch (step) {
    case "registered":
      return outcomeOf(await carryOut(ctx, registerWorkerCommand, { agentId: agent.id }, { connectionId: agent.connectionId, idempotencyKey: run.key }, agent.id));
    case "verified":
      await verifyWorker(ctx, agent.id);
      return { ok: true };
    case "key_stored":
      return proveKey(ctx, agent);
    case "wallet":
      return openWallet(ctx, run);
    case "funded":
      return fund(ctx, run);
    case "ready":
      await finishSpawnStep(ctx, agent.id, "ready");
      ctx.log("worker.ready", { batch: batch.number });
      return { ok: true };
  }
}

/** The sealed key is proven by using it once: a key that does not open its account would strand the money sent to it. */
async function proveKey(ctx: ServiceContext, agent: Agent): Promise<StepOutcome> {
  const account = await ctx.db.agentAccount.findFirstOrThrow({ where: { agentId: agent.id, service: "platform" } });
  await (await openPlatform(ctx, agent.connectionId, account.id)).getBalance();
  await finishSpawnStep(ctx, agent.id, "key_stored");
  return { ok: true };
}

/** A batch with neither a limit nor funding asked for no wallet; funding without a limit gets a limit of zero. */
async function openWallet(ctx: ServiceContext, { agent, batch, key }: StepRun): Promise<StepOutcome> {
  const wanted = batch.dailyLimitMicros !== null || batch.fundingMicros > 0n;
  const existing = await ctx.db.childWallet.findFirst({ where: { agentId: agent.id, closedAt: null } });
  if (wanted && !existing) {
    const input = { workerId: agent.id, dailyLimit: toDecimal(usdc(batch.dailyLimitMicros ?? 0n)), autoReset: true, allowWithdrawals: false };
    const result = outcomeOf(await carryOut(ctx, provisionWalletCommand, input, { connectionId: agent.connectionId, idempotencyKey: key }));
    if (!result.ok) return result;
  }
  await finishSpawnStep(ctx, agent.id, "wallet");
  return { ok: true };
}

async function fund(ctx: ServiceContext, { agent, batch, key }: StepRun): Promise<StepOutcome> {
  if (batch.fundingMicros > 0n) {
    const wallet = await ctx.db.childWallet.findFirstOrThrow({ where: { agentId: agent.id, closedAt: null } });
    const funded = await ctx.db.walletEntry.findFirst({ where: { walletId: wallet.id, kind: "fund" } });
    if (!funded) {
      const input = { walletId: wallet.id, amount: toDecimal(usdc(batch.fundingMicros)), isFirst: true };
      const pay = () => carryOut(ctx, fundWalletCommand, input, { connectionId: agent.connectionId, idempotencyKey: key });
      const result = outcomeOf(isKeptHere(wallet) ? await inTurn(ctx, `${agent.connectionId}:orchestrator`, pay) : await pay());
      // An earlier attempt whose reply was lost may have been settled in this very moment.
      if (!result.ok && result.code !== "ALREADY_FUNDED") return result;
    }
  }
  await finishSpawnStep(ctx, agent.id, "funded");
  return { ok: true };
}

function outcomeOf(result: CommandResult<unknown>): StepOutcome {
  return result.ok ? { ok: true } : { ok: false, code: result.code, message: result.message };
}
