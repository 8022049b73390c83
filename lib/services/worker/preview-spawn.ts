import { z } from "zod";
import { type Usdc, ZERO, subtract, toDecimal, usdc } from "@/lib/core/money";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import type { SpawnPreview } from "@/lib/core/worker/batch-view";
import { planNames } from "@/lib/core/worker/naming";
import { systemPrompt } from "@/lib/core/worker/prompt";
import { defaultCapabilities } from "@/lib/core/worker/roles";
import { type DeclaredLimits, planSpawn } from "@/lib/core/worker/spawn-plan";
import { type SpawnInput, spawnSchema } from "@/lib/schemas/worker";
import { getCurrentConnection } from "../connection/current-connection";
import type { ServiceContext } from "../context";

const previewInput = spawnSchema.omit({ idempotencyKey: true });

const declaredLimits = z.record(z.string(), z.object({ requests: z.number().int().positive(), windowMs: z.number().int().positive() }))
  .catch({});

/**
 * Names, capital, time and prompt of a batch as the form stands. Nothing is registered or reserved; the names are
 * decided anew when the batch is asked for. Errors: `INVALID`, `NO_ORCHESTRATOR`, `NAME_TOO_LONG`.
 */
export async function previewSpawn(
  ctx: Pick<ServiceContext, "db">, connectionId: string, raw: unknown,
): Promise<Result<SpawnPreview, Failure>> {
  const parsed = previewInput.safeParse(raw);
  if (!parsed.success) return fail({ code: "INVALID", message: parsed.error.issues[0]?.message ?? "Some fields need another value." });
  const connection = await getCurrentConnection(ctx, connectionId);
  const { orchestrator } = connection;
  if (!orchestrator?.referralCode) return fail({ code: "NO_ORCHESTRATOR", message: "This connection has no orchestrator with a referral code." });
  const input = parsed.data;
  const names = planNames({ prefix: input.namePrefix, role: input.role, count: input.count, taken: await takenNames(ctx, connectionId) });
  if (!names.ok) return names;
  const row = await ctx.db.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { declaredLimits: true } });
  const limits = declaredLimits.parse(row.declaredLimits) as DeclaredLimits;
  const facts = { name: names.value[0] ?? "", orchestratorName: orchestrator.name, referralCode: orchestrator.referralCode };
  return ok({ ...figures(input, limits, orchestrator.balanceMicros), ...texts(input, names.value, facts) });
}

async function takenNames(ctx: Pick<ServiceContext, "db">, connectionId: string): Promise<ReadonlySet<string>> {
  const rows = await ctx.db.agent.findMany({ where: { connectionId }, select: { name: true } });
  return new Set(rows.map(({ name }) => name));
}

type Input = Omit<SpawnInput, "idempotencyKey">;

function figures(input: Input, limits: DeclaredLimits, balanceMicros: bigint | null) {
  const initialFunding = input.initialFunding ?? ZERO;
  // A blank limit is 0, the safe reading: the worker may spend nothing until somebody raises it.
  const dailyLimit = input.dailyLimit ?? ZERO;
  const plan = planSpawn({ count: input.count, initialFunding, dailyLimit, declaredLimits: limits });
  const after = balanceMicros === null ? null : subtract(usdc(balanceMicros), plan.capital);
  return {
    count: input.count, each: toDecimal(initialFunding), capital: toDecimal(plan.capital), dailyLimitEach: toDecimal(dailyLimit),
    spendPerDay: toDecimal(plan.spendPerDayMax ?? ZERO), available: decimalOrNull(balanceMicros), availableAfter: decimalOrNull(after),
    opensWallet: input.dailyLimit !== null || initialFunding > 0n, isShort: after !== null && after < 0n, durationMs: plan.durationMs, steps: plan.steps,
  };
}

function texts(input: Input, names: readonly string[], facts: { name: string; orchestratorName: string; referralCode: string }) {
  const capabilities = input.capabilities.length > 0 ? input.capabilities : defaultCapabilities(input.role);
  const prompt = systemPrompt({ ...facts, role: input.role, capabilities, dailyLimit: input.dailyLimit ?? ZERO, ownWords: input.ownWords });
  return { firstName: facts.name, lastName: names.at(-1) ?? facts.name, prompt, referralCode: facts.referralCode };
}

function decimalOrNull(micros: bigint | Usdc | null): string | null {
  return micros === null ? null : toDecimal(usdc(micros));
}
