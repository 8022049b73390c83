import { DBOS } from "@dbos-inc/dbos-sdk";
import { toDecimal, usdc } from "@/lib/core/money";
import type { Failure } from "@/lib/core/result";
import { carryOut, inTurn } from "@/lib/services/carry-out";
import { recordReading } from "@/lib/services/command";
import type { CommandResult } from "@/lib/services/command-spec";
import type { ServiceContext } from "@/lib/services/context";
import { openPlatform } from "@/lib/services/connection/open-platform";
import { cancelEscrowCommand } from "@/lib/services/escrow/cancel";
import { TRANSFER_MIN_MICROS } from "@/lib/services/transfer";
import { unfundWalletCommand } from "@/lib/services/wallet/unfund";
import { finishRetirement, holdRetirement, OTHER_MONEY, planRetirement } from "@/lib/services/worker/retire-worker";
import { sweepWorkerCommand } from "@/lib/services/worker/sweep-worker";

/**
 * Brings a retiring worker's money home and drops its key. Each step reads the platform first, so running it again
 * goes on from what is left. When something must be waited for, the worker stays `retiring` with the reason on it and
 * the engine's pulse starts the next attempt.
 */
export function retireWorker(contextOf: (workflowId: string) => ServiceContext) {
  return async function runRetireWorker(agentId: string, escrows: string): Promise<void> {
    const workflowId = DBOS.workflowID ?? agentId;
    const ctx = contextOf(workflowId);
    const held = await DBOS.runStep(() => bringHomeSafely(ctx, { agentId, cancel: escrows === "cancel", key: workflowId }), { name: "bring money home" });
    if (held && held.code !== DUST) await DBOS.runStep(() => holdRetirement(ctx, agentId, held), { name: "hold", ...UNTIL_WRITTEN });
    else await DBOS.runStep(() => finishRetirement(ctx, agentId, held?.message ?? null), { name: "finish", ...UNTIL_WRITTEN });
  };
}

/** A step that only writes rows is repeated: without its result the worker would stay `retiring` with no reason. */
const UNTIL_WRITTEN = { retriesAllowed: true, maxAttempts: 5 };

/** Less than the platform moves: it stays behind, and is said. */
const DUST = "DUST";

export interface Retirement {
  readonly agentId: string;
  readonly cancel: boolean;
  readonly key: string;
}

/** A read that failed must leave its reason on the worker: only a retirement with a reason is tried again. */
async function bringHomeSafely(ctx: ServiceContext, run: Retirement): Promise<Failure | null> {
  try {
    return await bringHome(ctx, run);
  } catch (error) {
    const message = error instanceof Error ? error.message : "An unexpected failure";
    ctx.log("worker.retirement_stopped", { error: message });
    return { code: "STOPPED", message: `${message.replace(/[.\s]*$/, ".")} What did not come home yet stays where it is, and the key is kept. Retirement goes on by itself.` };
  }
}

/** What a retirement waits for or leaves behind; `null` when nothing remains. Exported for the test of the whole way. */
export async function bringHome(ctx: ServiceContext, run: Retirement): Promise<Failure | null> {
  const agent = await ctx.db.agent.findUniqueOrThrow({ where: { id: run.agentId } });
  const waiting = (await endEscrows(ctx, agent.connectionId, run)) ?? (await checkOutcomes(ctx, run));
  const left = waiting ?? (await checkOtherAccounts(ctx, run)) ?? (await emptyWallets(ctx, agent.connectionId, run)) ?? (await sweepAccount(ctx, agent.connectionId, run));
  return left === null || left.code === DUST ? (await checkOutcomes(ctx, run)) ?? left : left;
}

/** Money whose fate is unknown may still arrive, and without the key nobody could bring it home. */
async function checkOutcomes(ctx: ServiceContext, run: Retirement): Promise<Failure | null> {
  const { unknownIntents } = await planRetirement(ctx, run.agentId);
  if (unknownIntents === 0) return null;
  return {
    code: "UNKNOWN_OUTCOME",
    message: `${unknownIntents} action${unknownIntents === 1 ? "" : "s"} of this worker may still move money; the key is kept. Retirement goes on by itself when they are settled.`,
  };
}

/** The console sweeps the account that escrows pay; money on another product's account would be lost with its key. */
async function checkOtherAccounts(ctx: ServiceContext, run: Retirement): Promise<Failure | null> {
  const accounts = await ctx.db.agentAccount.findMany({ where: { agentId: run.agentId, service: { not: "platform" }, balanceMicros: { gt: 0n } } });
  if (accounts.length === 0) return null;
  const held = accounts.map(({ service, balanceMicros }) => `${toDecimal(usdc(balanceMicros ?? 0n))} USDC on ${service}`).join(", ");
  return { code: OTHER_MONEY, message: `${held}: the console cannot sweep that account. Withdraw it there first; the key is kept and retirement goes on by itself.` };
}

async function endEscrows(ctx: ServiceContext, connectionId: string, run: Retirement): Promise<Failure | null> {
  const plan = await planRetirement(ctx, run.agentId);
  if (run.cancel) {
    for (const escrow of plan.openEscrows) {
      const options = { connectionId, idempotencyKey: `${run.key}:cancel:${escrow.id}` };
      await carryOut(ctx, cancelEscrowCommand, { escrowId: escrow.id, reason: "The worker retires" }, options);
    }
  }
  const left = (await planRetirement(ctx, run.agentId)).openEscrows;
  if (left.length === 0) return null;
  return { code: "OPEN_ESCROWS", message: `${left.length} open escrow${left.length === 1 ? "" : "s"} hold money. Retirement goes on by itself when they end.` };
}

async function emptyWallets(ctx: ServiceContext, connectionId: string, run: Retirement): Promise<Failure | null> {
  const wallets = await ctx.db.childWallet.findMany({ where: { agentId: run.agentId, closedAt: null, upstreamId: { not: null } } });
  const orchestrator = await orchestratorAccount(ctx, connectionId);
  const platform = await openPlatform(ctx, connectionId, orchestrator);
  for (const wallet of wallets) {
    const balance = (await platform.getWallet(wallet.upstreamId ?? "")).value.balance;
    if (balance > 0n) {
      await recordReading(ctx, (rows, at) => rows.wallets.patch(wallet.id, { balanceMicros: balance, readAt: new Date(at) }));
      const input = { walletId: wallet.id, amount: toDecimal(usdc(balance)) };
      const result = await carryOut(ctx, unfundWalletCommand, input, { connectionId, idempotencyKey: `${run.key}:unfund:${wallet.id}:${balance}` });
      if (!result.ok) return failureOf(result);
    }
  }
  return null;
}

async function sweepAccount(ctx: ServiceContext, connectionId: string, run: Retirement): Promise<Failure | null> {
  const account = await ctx.db.agentAccount.findFirst({ where: { agentId: run.agentId, service: "platform" } });
  const key = account && (await ctx.db.agentKey.findFirst({ where: { accountId: account.id, retiredAt: null } }));
  if (!account || !key) return null;
  const platform = await openPlatform(ctx, connectionId, account.id);
  const balance = (await platform.getBalance()).value.available;
  if (balance >= TRANSFER_MIN_MICROS) {
    const input = { agentId: run.agentId, amountMicros: balance };
    const pay = () => carryOut(ctx, sweepWorkerCommand, input, { connectionId, idempotencyKey: `${run.key}:sweep:${balance}` });
    const result = await inTurn(ctx, account.id, pay);
    if (!result.ok) return failureOf(result);
  }
  const left = (await platform.getBalance()).value.available;
  if (left === 0n) return null;
  if (left < TRANSFER_MIN_MICROS) {
    return { code: DUST, message: `${toDecimal(left)} USDC stay on the platform: its smallest transfer is 0.01.` };
  }
  return { code: "MONEY_REMAINS", message: `${toDecimal(left)} USDC arrived meanwhile. Retirement goes on by itself.` };
}

async function orchestratorAccount(ctx: ServiceContext, connectionId: string): Promise<string | null> {
  const connection = await ctx.db.connection.findUniqueOrThrow({ where: { id: connectionId } });
  const account = await ctx.db.agentAccount.findFirst({ where: { agentId: connection.orchestratorAgentId ?? "", service: "platform" } });
  return account?.id ?? null;
}

function failureOf(result: Extract<CommandResult<unknown>, { ok: false }>): Failure {
  return { code: result.code, message: result.message };
}
