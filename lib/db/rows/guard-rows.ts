import type { EpochMs } from "@/lib/core/time";
import { type Connection, type Policy, Prisma } from "../generated/client";
import type { Tx } from "../client";
import { columns, query, sql } from "../query";

export type PolicyRow = Pick<Policy, "perTransactionMicros" | "perDayMicros" | "approvalAboveMicros">;

interface PolicyColumns extends PolicyRow {
  readonly hasPolicy: boolean;
}

/** A connection as a wish finds it, with its policy and the wish that used the same key before. */
export interface OpeningRow extends Connection {
  readonly policy: Pick<Policy, "approvalAboveMicros"> | null;
  readonly firstIntentId: string | null;
}

const CONNECTION = columns(Prisma.ConnectionScalarFieldEnum, "c");

/** What every wish begins with, in one reading; `null` without such a connection. */
export async function readOpening(tx: Tx, connectionId: string, idempotencyKey: string): Promise<OpeningRow | null> {
  const [row] = await query<Connection & { hasPolicy: boolean; approvalAboveMicros: bigint | null; firstIntentId: string | null }>(tx, sql`
    select ${CONNECTION}, "p"."connectionId" is not null as "hasPolicy", "p"."approvalAboveMicros", "i"."id" as "firstIntentId"
    from "Connection" as "c" left join "Policy" as "p" on "p"."connectionId" = "c"."id"
    left join "Intent" as "i" on "i"."connectionId" = "c"."id" and "i"."idempotencyKey" = ${idempotencyKey}
    where "c"."id" = ${connectionId}`);
  if (!row) return null;
  const { hasPolicy, approvalAboveMicros, ...rest } = row;
  return { ...rest, policy: hasPolicy ? { approvalAboveMicros } : null };
}

export interface GuardFacts {
  readonly frozenAt: Date | null;
  readonly frozenBy: string | null;
  readonly policy: PolicyRow | null;
  /** Set aside or spent since the instant asked for; 0 where no daily limit asks for it. Units: micros. */
  readonly usedMicros: bigint;
  readonly busy: "sending" | "unknown" | null;
  readonly key: { readonly id: string; readonly ciphertext: string } | null;
}

interface GuardColumns extends PolicyColumns, Pick<GuardFacts, "frozenAt" | "frozenBy" | "usedMicros" | "busy"> {
  readonly keyId: string | null;
  readonly ciphertext: string | null;
}

/** What may still refuse a prepared wish, and the newest key of the account that signs it, in one reading. */
export async function readGuardFacts(
  tx: Tx, { connectionId, subjectId, accountId, since }: { connectionId: string; subjectId: string; accountId: string | null; since: EpochMs | null },
): Promise<GuardFacts> {
  const [row] = await query<GuardColumns>(tx, sql`
    select "c"."frozenAt", "c"."frozenBy", "p"."connectionId" is not null as "hasPolicy", "p"."perTransactionMicros", "p"."perDayMicros", "p"."approvalAboveMicros",
      case when ${since === null} or "p"."perDayMicros" is null then 0::bigint else (
        select coalesce(sum("amountMicros"), 0)::bigint from "Reservation"
        where "scope" = 'fleet' and "subjectId" = "c"."id" and "createdAt" > ${new Date(since ?? 0)} and "state" in ('held', 'settled')
      ) end as "usedMicros",
      (select "outcome" from "Intent" where "subjectId" = ${subjectId} and "outcome" in ('sending', 'unknown') limit 1) as "busy",
      "k"."id" as "keyId", "k"."ciphertext"
    from "Connection" as "c" left join "Policy" as "p" on "p"."connectionId" = "c"."id"
    left join lateral (
      select "id", "ciphertext" from "AgentKey" where "accountId" = ${accountId} and "retiredAt" is null order by "version" desc limit 1
    ) as "k" on true
    where "c"."id" = ${connectionId}`);
  if (!row) throw new Error(`There is no connection ${connectionId}`);
  const { hasPolicy, perTransactionMicros, perDayMicros, approvalAboveMicros, keyId, ciphertext, ...rest } = row;
  return {
    ...rest, policy: hasPolicy ? { perTransactionMicros, perDayMicros, approvalAboveMicros } : null,
    key: keyId === null || ciphertext === null ? null : { id: keyId, ciphertext },
  };
}
