import { actorCan, isSteppedUp } from "@/lib/core/access/actor";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import { newId } from "@/lib/core/ids";
import { type Usdc, toDecimal, usdc } from "@/lib/core/money";
import { checkLimits } from "@/lib/core/policy/limits";
import { DAY_MS, type EpochMs, addMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import { query, sql } from "@/lib/db/query";
import { type PolicyRow, readGuardFacts } from "@/lib/db/rows/guard-rows";
import { type NewReservation, reservedSince } from "@/lib/db/rows/intent-rows";
import type { Credential } from "@/lib/purpleflea/settings";
import { openKey } from "./connection/open-credential";
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

/** What a prepared wish may go on with: its reservations and the key that signs its call. */
export interface Guarded {
  readonly reservations: readonly NewReservation[];
  readonly credential: Credential | null;
}

/**
 * The last word before the first write: no second wish on a subject while the outcome of the first is open, and for money
 * the fleet's limits, with the reservation against them. Money takes the connection's lock first, so two replicas cannot
 * both fit the last of a limit. Errors: `IN_FLIGHT`, `FROZEN`, `NO_POLICY`, `LIMIT`, `ABOVE_THRESHOLD`, `STEP_UP_REQUIRED`.
 */
export async function guard(
  tx: Tx, ctx: ServiceContext, connectionId: string, prepared: Prepared<unknown>, at: EpochMs,
): Promise<Result<Guarded, Failure>> {
  const { amountMicros, actingAccountId, subject } = prepared;
  const isMoney = amountMicros > 0n;
  // Sent together and run in this order: the facts are read once the lock is there.
  const [, facts] = await Promise.all([isMoney ? lockMoney(tx, connectionId) : null, readGuardFacts(tx, { connectionId, subjectId: subject.id, accountId: actingAccountId, since: isMoney ? addMs(at, -DAY_MS) : null })]);
  if (facts.busy) return fail(IN_FLIGHT[facts.busy]);
  const fleet = { scope: "fleet" as const, subjectId: connectionId, amountMicros };
  if (isMoney) {
    // Whoever froze the fleet while this one waited for the lock meant it as well.
    const frozen = checkFreeze(facts, false);
    if (frozen) return fail(frozen);
    const amount = usdc(amountMicros);
    const refused = judgeSpend(ctx, facts.policy, facts.usedMicros, { each: amount, total: amount, at });
    if (refused) return fail(refused);
  }
  const credential = actingAccountId === null ? null : openKey(ctx.keyring, facts.key);
  return ok({ reservations: withIds(ctx, isMoney ? [fleet, ...prepared.reservations] : prepared.reservations, at), credential });
}

async function lockMoney(tx: Tx, connectionId: string): Promise<void> {
  await query(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`money:${connectionId}`}, 7747))::text as "locked"`);
}

const IN_FLIGHT = {
  unknown: {
    code: "IN_FLIGHT",
    message: "An earlier action here has an unknown outcome. Nothing was sent. Wait until the console has settled it; it checks by itself.",
  },
  sending: { code: "IN_FLIGHT", message: "Another action here is on its way. Nothing was sent. Wait for its result." },
} as const satisfies Record<string, Failure>;

/** Asks the policy about one amount, or about a batch of equal ones before it starts. Reserves nothing. */
export async function checkSpend(
  tx: Tx, ctx: ServiceContext, connectionId: string, spend: { each: Usdc; total: Usdc; at: EpochMs },
): Promise<Failure | null> {
  const policy = await tx.policy.findUnique({ where: { connectionId } });
  return judgeSpend(ctx, policy, await reservedSince(tx, "fleet", connectionId, addMs(spend.at, -DAY_MS)), spend);
}

function judgeSpend(ctx: ServiceContext, policy: PolicyRow | null, usedMicros: bigint, spend: { each: Usdc; total: Usdc; at: EpochMs }): Failure | null {
  const earlier = usdc(usedMicros + spend.total - spend.each);
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

function toPolicy(row: PolicyRow) {
  const limit = (value: bigint | null) => (value === null ? ("unlimited" as const) : usdc(value));
  return {
    perTransaction: limit(row.perTransactionMicros), per24h: limit(row.perDayMicros), approvalAbove: limit(row.approvalAboveMicros),
  };
}

function withIds(ctx: ServiceContext, reservations: readonly Omit<NewReservation, "id">[], at: EpochMs): NewReservation[] {
  return reservations.map((reservation) => ({ ...reservation, id: newId("reservation", at, ctx.random) }));
}
