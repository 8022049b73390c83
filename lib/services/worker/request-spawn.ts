import { z } from "zod";
import { actorCan } from "@/lib/core/access/actor";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import { newId } from "@/lib/core/ids";
import { type Usdc, ZERO, toDecimal, usdc } from "@/lib/core/money";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import type { EpochMs } from "@/lib/core/time";
import { planNames } from "@/lib/core/worker/naming";
import { systemPrompt } from "@/lib/core/worker/prompt";
import { defaultCapabilities } from "@/lib/core/worker/roles";
import type { Tx } from "@/lib/db/client";
import type { SpawnBatch } from "@/lib/db/generated/client";
import { notify } from "@/lib/db/notify";
import { type SpawnInput, spawnSchema } from "@/lib/schemas/worker";
import { appendAudit } from "../audit/append-audit";
import { checkSpend } from "../command-guards";
import { isUniqueViolation } from "../database-errors";
import { getCurrentConnection } from "../connection/current-connection";
import { enqueueWorkflow } from "../enqueue-workflow";
import type { ServiceContext } from "../context";

export interface SpawnRequested {
  readonly batchId: string;
  readonly number: number;
}

export type SpawnFailure = Failure & { readonly fieldErrors?: Readonly<Record<string, string[]>> };

/**
 * Starts a batch: its workers stand in the roster as `registering` at once and a durable workflow carries them on.
 * The same idempotency key with the same figures answers the same batch.
 * Errors: `FORBIDDEN`, `INVALID`, `CONFLICT`, `FROZEN`, `NO_ORCHESTRATOR`, `NAME_TOO_LONG`, `INSUFFICIENT_BALANCE` and the limits'.
 */
export async function requestSpawn(ctx: ServiceContext, connectionId: string, raw: unknown): Promise<Result<SpawnRequested, SpawnFailure>> {
  const connection = await getCurrentConnection(ctx, connectionId);
  const refuse = (failure: SpawnFailure) => refused(ctx, connectionId, failure);
  if (!actorCan(ctx.actor, "worker.spawn")) {
    return refuse({ code: "FORBIDDEN", message: "Your roles do not allow spawning. Nothing was registered. Ask an operator." });
  }
  const parsed = spawnSchema.safeParse(raw);
  if (!parsed.success) {
    const fieldErrors = z.flattenError(parsed.error).fieldErrors as Record<string, string[]>;
    return refuse({ code: "INVALID", message: Object.values(fieldErrors).flat()[0] ?? "Some fields need another value.", fieldErrors });
  }
  try {
    const done = await ctx.db.$transaction((tx) => writeBatch(tx, ctx, connection, parsed.data), { timeout: 30_000 });
    return done.ok ? done : await refuse(done.failure);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const first = await findBatch(ctx.db, connectionId, parsed.data.idempotencyKey);
    if (first) return isSameWish(first, parsed.data) ? ok(toRequested(first)) : await refuse(OTHER_WISH);
    throw error;
  }
}

async function writeBatch(
  tx: Tx, ctx: ServiceContext, connection: CurrentConnection, input: SpawnInput,
): Promise<Result<SpawnRequested, SpawnFailure>> {
  await tx.$queryRaw`select id from "Connection" where id = ${connection.id} for update`;
  const first = await findBatch(tx, connection.id, input.idempotencyKey);
  if (first) return isSameWish(first, input) ? ok(toRequested(first)) : fail(OTHER_WISH);
  const orchestrator = connection.orchestrator;
  if (!orchestrator?.referralCode) {
    return fail({ code: "NO_ORCHESTRATOR", message: "This connection has no orchestrator with a referral code. Nothing was registered. Check it in Settings." });
  }
  const funding = input.initialFunding ?? ZERO;
  const money = await checkCapital(tx, ctx, connection, funding, input.count);
  if (money) return fail(money);
  const taken = await tx.agent.findMany({ where: { connectionId: connection.id }, select: { name: true } });
  const names = planNames({ prefix: input.namePrefix, role: input.role, count: input.count, taken: new Set(taken.map(({ name }) => name)) });
  if (!names.ok) return names;
  const at = ctx.now();
  const batch = await insertBatch(tx, ctx, connection, input, at);
  await insertWorkers(tx, ctx, { connection, input, names: names.value, batchId: batch.batchId, at });
  await enqueueWorkflow(tx, "spawn-batch", batch.batchId, [batch.batchId]);
  await appendAudit(tx, ctx, {
    connectionId: connection.id, action: "worker.spawn", result: "requested",
    subject: { type: "batch", id: batch.batchId, name: `Batch ${batch.number}` },
    summary: `${input.count} ${input.role}, ${toDecimal(funding)} each, daily limit ${toDecimal(input.dailyLimit ?? ZERO)}`,
  });
  return ok(batch);
}

async function checkCapital(
  tx: Tx, ctx: ServiceContext, connection: CurrentConnection, funding: Usdc, count: number,
): Promise<Failure | null> {
  if (connection.frozenAt) return { code: "FROZEN", message: "The fleet is frozen. Nothing was registered. Unfreeze it first." };
  if (funding === ZERO) return null;
  const capital = usdc(funding * BigInt(count));
  const balance = connection.orchestrator?.balanceMicros ?? null;
  if (balance !== null && balance < capital) {
    return {
      code: "INSUFFICIENT_BALANCE",
      message: `${toDecimal(capital)} USDC are needed and the orchestrator holds ${toDecimal(usdc(balance))}. Nothing was registered. Spawn fewer or fund less.`,
    };
  }
  return checkSpend(tx, ctx, connection.id, { each: funding, total: capital, at: ctx.now() });
}

async function insertBatch(
  tx: Tx, ctx: ServiceContext, connection: CurrentConnection, input: SpawnInput, at: EpochMs,
): Promise<SpawnRequested> {
  const last = await tx.spawnBatch.findFirst({ where: { connectionId: connection.id }, orderBy: { number: "desc" }, select: { number: true } });
  const number = (last?.number ?? 0) + 1;
  const batchId = newId("batch", at, ctx.random);
  await tx.spawnBatch.create({
    data: {
      id: batchId, connectionId: connection.id, number, role: input.role, count: input.count, capabilities: capabilitiesOf(input),
      fundingMicros: input.initialFunding ?? 0n, dailyLimitMicros: input.dailyLimit, namePrefix: input.namePrefix ?? "",
      state: "running", idempotencyKey: input.idempotencyKey, createdBy: ctx.actor.id, createdByName: ctx.actor.name, createdAt: new Date(at),
    },
  });
  return { batchId, number };
}

async function insertWorkers(
  tx: Tx, ctx: ServiceContext,
  batch: { connection: CurrentConnection; input: SpawnInput; names: readonly string[]; batchId: string; at: EpochMs },
): Promise<void> {
  const { connection, input, at } = batch;
  const capabilities = capabilitiesOf(input);
  await tx.agent.createMany({
    data: batch.names.map((name) => ({
      id: newId("agent", at, ctx.random), connectionId: connection.id, kind: "worker", name, role: input.role, state: "registering",
      capabilities, parentAgentId: connection.orchestrator?.agentId, batchId: batch.batchId, createdAt: new Date(at),
      prompt: systemPrompt({
        name, role: input.role, capabilities, orchestratorName: connection.orchestrator?.name ?? "", ownWords: input.ownWords,
        referralCode: connection.orchestrator?.referralCode ?? "", dailyLimit: input.dailyLimit ?? ZERO,
      }),
    })),
  });
  await notify(tx, "workers");
  await notify(tx, "batches", batch.batchId);
}

function capabilitiesOf(input: SpawnInput): string[] {
  return input.capabilities.length > 0 ? input.capabilities : [...defaultCapabilities(input.role)];
}

const OTHER_WISH: SpawnFailure = {
  code: "CONFLICT", message: "This form was already sent with other values. Nothing was registered now. Reload the page and try again.",
};

function findBatch(db: Pick<Tx, "spawnBatch">, connectionId: string, idempotencyKey: string): Promise<SpawnBatch | null> {
  return db.spawnBatch.findUnique({ where: { connectionId_idempotencyKey: { connectionId, idempotencyKey } } });
}

function toRequested(batch: SpawnBatch): SpawnRequested {
  return { batchId: batch.id, number: batch.number };
}

/** The figures that matter: a repeated form carries the same ones. */
function isSameWish(batch: SpawnBatch, input: SpawnInput): boolean {
  return batch.role === input.role && batch.count === input.count && batch.namePrefix === (input.namePrefix ?? "")
    && batch.fundingMicros === (input.initialFunding ?? 0n) && batch.dailyLimitMicros === input.dailyLimit;
}

async function refused(ctx: ServiceContext, connectionId: string, failure: SpawnFailure): Promise<Result<never, SpawnFailure>> {
  await ctx.db.$transaction((tx) => appendAudit(tx, ctx, {
    connectionId, action: "worker.spawn", result: "denied", summary: failure.message, after: { code: failure.code },
    subject: { type: "connection", id: connectionId, name: "worker.spawn" },
  }));
  return fail(failure);
}
