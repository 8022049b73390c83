import type { EpochMs } from "@/lib/core/time";
import type { IntentKind, IntentOutcome } from "@/lib/core/command/intent";
import { type Intent, Prisma } from "../generated/client";
import type { Tx } from "../client";
import { telling } from "../notify";
import { columns, defer, join, json, query, sql } from "../query";

export interface NewIntent {
  readonly id: string;
  readonly connectionId: string;
  readonly kind: IntentKind;
  readonly idempotencyKey: string;
  readonly paramsHash: string;
  readonly actingAccountId: string | null;
  readonly plan: Prisma.InputJsonValue;
  readonly amountMicros: bigint;
  readonly subject: { readonly type: string; readonly id: string; readonly name: string };
  readonly actor: { readonly type: string; readonly id: string; readonly name: string };
  readonly requestId: string;
  readonly callDeadlineAt: EpochMs;
  readonly at: EpochMs;
}

export interface NewReservation {
  readonly id: string;
  readonly scope: "fleet" | "wallet";
  readonly subjectId: string;
  readonly amountMicros: bigint;
}

/**
 * Writes the wish, what it sets aside, and tells the pages, when the transaction goes on.
 * Errors: a unique violation when its key was used.
 */
export async function insertIntent(tx: Tx, intent: NewIntent, reservations: readonly NewReservation[]): Promise<void> {
  const { subject, actor } = intent;
  const deadline = new Date(intent.callDeadlineAt);
  const insert = sql`
    insert into "Intent" (
      "id", "connectionId", "kind", "idempotencyKey", "paramsHash", "actingAccountId", "plan", "amountMicros", "outcome", "subjectType", "subjectId",
      "subjectName", "actorType", "actorId", "actorName", "requestId", "callDeadlineAt", "createdAt", "nextCheckAt"
    ) values (
      ${intent.id}, ${intent.connectionId}, ${intent.kind}, ${intent.idempotencyKey}, ${intent.paramsHash}, ${intent.actingAccountId},
      ${json(intent.plan)}::jsonb, ${intent.amountMicros}, 'sending', ${subject.type}, ${subject.id}, ${subject.name}, ${actor.type}, ${actor.id},
      ${actor.name}, ${intent.requestId}, ${deadline}, ${new Date(intent.at)}, ${deadline}
    ) returning ${telling("intents", intent.id)} as "told"`;
  if (reservations.length === 0) return defer(tx, insert);
  const rows = reservations.map((row) => sql`(
    ${row.id}, ${intent.connectionId}, ${row.scope}, ${row.subjectId}, ${row.amountMicros}, ${intent.id}, 'held', ${new Date(intent.at)})`);
  await defer(tx, sql`
    with "reserved" as (
      insert into "Reservation" ("id", "connectionId", "scope", "subjectId", "amountMicros", "intentId", "state", "createdAt") values ${join(rows)}
    ) ${insert}`);
}

export interface IntentSettlement {
  readonly outcome: Exclude<IntentOutcome, "sending">;
  readonly at: EpochMs;
  readonly reply?: Prisma.InputJsonValue;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly note?: string;
  readonly nextCheckAt?: EpochMs | null;
}

/** An intent with what its outcome asks about the connection. */
export interface LockedIntentRow extends Intent {
  readonly clockOffsetMs: number;
  readonly hasWalletReservation: boolean;
  /** True while nobody has seen the capability work. */
  readonly isUnobserved: boolean;
}

const INTENT = columns(Prisma.IntentScalarFieldEnum, "i");

/** The row of an intent, locked until the transaction ends. */
export async function lockIntentRow(tx: Tx, intentId: string, capability: string | null): Promise<LockedIntentRow> {
  const [row] = await query<LockedIntentRow>(tx, sql`
    select ${INTENT}, "c"."clockOffsetMs",
      exists (select 1 from "Reservation" where "intentId" = "i"."id" and "scope" = 'wallet') as "hasWalletReservation",
      exists (select 1 from "Capability" where "connectionId" = "i"."connectionId" and "name" = ${capability}::text and "evidence" = 'documented') as "isUnobserved"
    from "Intent" as "i" join "Connection" as "c" on "c"."id" = "i"."connectionId" where "i"."id" = ${intentId} for update of "i"`);
  if (!row) throw new Error(`There is no intent ${intentId}`);
  return row;
}

/** What a finished intent makes of the money that it set aside. */
const RESERVED = { succeeded: "settled", rejected: "returned", abandoned: "returned", unknown: "held" } as const;

/**
 * Writes an outcome over `sending` or `unknown` and nothing else, with its reservations, and tells the pages. The row is
 * locked and known to be open: of two settlers of one intent the second sees that it is settled.
 */
export async function settleIntentRow(tx: Tx, intentId: string, settlement: IntentSettlement): Promise<void> {
  const { outcome, reply, errorCode, errorMessage, note } = settlement;
  const final = outcome !== "unknown";
  const set = [
    sql`"outcome" = ${outcome}`, sql`"settledAt" = ${final ? new Date(settlement.at) : null}::timestamptz`,
    sql`"nextCheckAt" = ${final || settlement.nextCheckAt == null ? null : new Date(settlement.nextCheckAt)}::timestamptz`,
    ...(reply === undefined ? [] : [sql`"reply" = ${json(reply)}::jsonb`]),
    ...(errorCode === undefined ? [] : [sql`"errorCode" = ${errorCode}`]),
    ...(errorMessage === undefined ? [] : [sql`"errorMessage" = ${errorMessage}`]),
    ...(note === undefined ? [] : [sql`"lastCheckNote" = ${note}, "checks" = "checks" + 1`]),
  ];
  await defer(tx, sql`
    with "settled" as (
      update "Intent" set ${join(set)} where "id" = ${intentId} and "outcome" in ('sending', 'unknown') returning "id"
    ), "closed" as (
      update "Reservation" as "r" set "state" = ${RESERVED[outcome]} from "settled"
      where "r"."intentId" = "settled"."id" and "r"."state" = 'held' and ${RESERVED[outcome]}::text <> 'held'
    )
    select ${telling("intents", intentId)} as "told" from "settled"`);
}

/** Money set aside under a scope since an instant: what was spent and what is still held. */
export async function reservedSince(tx: Tx, scope: string, subjectId: string, since: EpochMs): Promise<bigint> {
  const [row] = await query<{ micros: bigint }>(tx, sql`
    select coalesce(sum("amountMicros"), 0)::bigint as "micros" from "Reservation"
    where "scope" = ${scope} and "subjectId" = ${subjectId} and "createdAt" > ${new Date(since)} and "state" in ('held', 'settled')`);
  return row?.micros ?? 0n;
}
