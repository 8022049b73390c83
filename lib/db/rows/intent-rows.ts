import type { EpochMs } from "@/lib/core/time";
import type { IntentKind, IntentOutcome } from "@/lib/core/command/intent";
import type { Prisma } from "../generated/client";
import type { Tx } from "../client";

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

export async function insertIntent(tx: Tx, intent: NewIntent, reservations: readonly NewReservation[]): Promise<void> {
  const { subject, actor, at, callDeadlineAt, ...rest } = intent;
  await tx.intent.create({
    data: {
      ...rest, outcome: "sending", createdAt: new Date(at), callDeadlineAt: new Date(callDeadlineAt),
      nextCheckAt: new Date(callDeadlineAt), subjectType: subject.type, subjectId: subject.id, subjectName: subject.name,
      actorType: actor.type, actorId: actor.id, actorName: actor.name,
    },
  });
  if (reservations.length === 0) return;
  await tx.reservation.createMany({
    data: reservations.map((reservation) => ({
      ...reservation, connectionId: intent.connectionId, intentId: intent.id, state: "held", createdAt: new Date(at),
    })),
  });
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

/**
 * Writes an outcome over `sending` or `unknown` and nothing else: two settlers of one intent cannot both win.
 * Returns false when somebody settled it first.
 */
export async function settleIntentRow(tx: Tx, intentId: string, settlement: IntentSettlement): Promise<boolean> {
  const final = settlement.outcome !== "unknown";
  const { count } = await tx.intent.updateMany({
    where: { id: intentId, outcome: { in: ["sending", "unknown"] } },
    data: {
      outcome: settlement.outcome,
      settledAt: final ? new Date(settlement.at) : null,
      nextCheckAt: final || settlement.nextCheckAt == null ? null : new Date(settlement.nextCheckAt),
      ...(settlement.reply === undefined ? {} : { reply: settlement.reply }),
      ...(settlement.errorCode === undefined ? {} : { errorCode: settlement.errorCode }),
      ...(settlement.errorMessage === undefined ? {} : { errorMessage: settlement.errorMessage }),
      ...(settlement.note === undefined ? {} : { lastCheckNote: settlement.note, checks: { increment: 1 } }),
    },
  });
  if (count === 0) return false;
  if (settlement.outcome === "succeeded") await closeReservations(tx, intentId, "settled");
  if (settlement.outcome === "rejected" || settlement.outcome === "abandoned") await closeReservations(tx, intentId, "returned");
  return true;
}

/** Money set aside under a scope since an instant: what was spent and what is still held. */
export async function reservedSince(tx: Tx, scope: string, subjectId: string, since: EpochMs): Promise<bigint> {
  const { _sum } = await tx.reservation.aggregate({
    where: { scope, subjectId, createdAt: { gt: new Date(since) }, state: { in: ["held", "settled"] } },
    _sum: { amountMicros: true },
  });
  return _sum.amountMicros ?? 0n;
}

async function closeReservations(tx: Tx, intentId: string, state: "settled" | "returned"): Promise<void> {
  await tx.reservation.updateMany({ where: { intentId, state: "held" }, data: { state } });
}
