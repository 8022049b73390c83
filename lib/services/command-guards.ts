import { actorCan, isSteppedUp } from "@/lib/core/access/actor";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import { newId } from "@/lib/core/ids";
import { type Usdc, toDecimal, usdc } from "@/lib/core/money";
import { checkLimits } from "@/lib/core/policy/limits";
import { DAY_MS, type EpochMs, addMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { Connection, Policy } from "@/lib/db/generated/client";
import { type NewReservation, reservedSince } from "@/lib/db/rows/intent-rows";
import type { ServiceContext } from "./context";
import type { Prepared } from "./command-spec";

/** Refuses what a freeze stops: everything that lets money leave. */
export function checkFreeze(connection: Pick<Connection, "frozenAt" | "frozenBy">, allowedWhenFrozen: boolean): Failure | null {
  if (!connection.frozenAt || allowedWhenFrozen) return null;
  return {
    code: "FROZEN",
    message: `The fleet is frozen${connection.frozenBy ? ` by ${connection.frozenBy}` : ""}. Nothing was sent. Unfreeze it first; refunds go on.`,
  };
}

/** Refuses a second wish on a subject while the outcome of the first is open. */
export async function checkInFlight(tx: Tx, subjectId: string): Promise<Failure | null> {
  const open = await tx.intent.findFirst({
    where: { subjectId, outcome: { in: ["sending", "unknown"] } }, select: { id: true, outcome: true },
  });
  if (!open) return null;
  const message = open.outcome === "unknown"
    ? "An earlier action here has an unknown outcome. Nothing was sent. Wait until the console has settled it; it checks by itself."
    : "Another action here is on its way. Nothing was sent. Wait for its result.";
  return { code: "IN_FLIGHT", message };
}

/**
 * Reserves the amount against the fleet's limits and those the command names. Takes the connection's money lock, so two
 * replicas cannot both fit the last of a limit. Errors: `FROZEN`, `NO_POLICY`, `LIMIT`, `ABOVE_THRESHOLD`, `STEP_UP_REQUIRED`.
 */
export async function reserveMoney(
  tx: Tx, ctx: ServiceContext, connectionId: string, prepared: Prepared<unknown>, at: EpochMs,
): Promise<Result<readonly NewReservation[], Failure>> {
  if (prepared.amountMicros <= 0n) return ok(withIds(ctx, prepared.reservations, at));
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`money:${connectionId}`}, 7747))::text`;
  const amount = usdc(prepared.amountMicros);
  // Whoever froze the fleet while this one waited for the lock meant it as well.
  const frozen = checkFreeze(await tx.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { frozenAt: true, frozenBy: true } }), false);
  if (frozen) return fail(frozen);
  const refused = await checkSpend(tx, ctx, connectionId, { each: amount, total: amount, at });
  if (refused) return fail(refused);
  const fleet = { scope: "fleet" as const, subjectId: connectionId, amountMicros: prepared.amountMicros };
  return ok(withIds(ctx, [fleet, ...prepared.reservations], at));
}

/** Asks the policy about one amount, or about a batch of equal ones before it starts. Reserves nothing. */
export async function checkSpend(
  tx: Tx, ctx: ServiceContext, connectionId: string, spend: { each: Usdc; total: Usdc; at: EpochMs },
): Promise<Failure | null> {
  const policy = await tx.policy.findUnique({ where: { connectionId } });
  const used = usdc(await reservedSince(tx, "fleet", connectionId, addMs(spend.at, -DAY_MS)));
  const earlier = usdc(used + spend.total - spend.each);
  const within = checkLimits(spend.each, earlier, policy && toPolicy(policy));
  if (!within.ok) return within.failure;
  const threshold = policy?.approvalAboveMicros ?? null;
  return threshold !== null && spend.each > threshold ? checkThreshold(ctx, spend.at, usdc(threshold)) : null;
}

function checkThreshold(ctx: ServiceContext, at: EpochMs, threshold: Usdc): Failure | null {
  const above = `Amounts above ${toDecimal(threshold)} USDC`;
  if (!actorCan(ctx.actor, "money.aboveThreshold")) {
    return { code: "ABOVE_THRESHOLD", message: `${above} need a treasurer. Nothing was sent. Ask a treasurer to do it, or send less.` };
  }
  if (!isSteppedUp(ctx.actor, at)) {
    return { code: "STEP_UP_REQUIRED", message: `${above} need your password again. Nothing was sent. Enter it and repeat.` };
  }
  return null;
}

function toPolicy(row: Policy) {
  const limit = (value: bigint | null) => (value === null ? ("unlimited" as const) : usdc(value));
  return {
    perTransaction: limit(row.perTransactionMicros), per24h: limit(row.perDayMicros), approvalAbove: limit(row.approvalAboveMicros),
  };
}

function withIds(ctx: ServiceContext, reservations: readonly Omit<NewReservation, "id">[], at: EpochMs): NewReservation[] {
  return reservations.map((reservation) => ({ ...reservation, id: newId("reservation", at, ctx.random) }));
}
