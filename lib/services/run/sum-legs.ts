import type { Tx } from "@/lib/db/client";
import type { Run } from "@/lib/db/generated/client";

export interface LegSums {
  /** Out of the orchestrator's budget. Units: micros. */
  readonly lockedMicros: bigint;
  readonly paidMicros: bigint;
  readonly returnedMicros: bigint;
  readonly lostMicros: bigint;
  /** Of all payments, those between agents included. */
  readonly feesMicros: bigint;
  readonly referralMicros: bigint;
  readonly doneCount: number;
  readonly failedCount: number;
  readonly reviewCount: number;
}

/** Where a run's money is and how far it got, out of its escrows and legs. */
export async function sumLegs(tx: Tx, { id, connectionId }: Pick<Run, "id" | "connectionId">): Promise<LegSums> {
  const { orchestratorAgentId } = await tx.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { orchestratorAgentId: true } });
  const [money] = await tx.$queryRaw<Omit<LegSums, "doneCount" | "failedCount" | "reviewCount">[]>`
    select coalesce(sum(amount) filter (where own and state in ('locked', 'completed', 'disputed')), 0)::bigint as "lockedMicros",
      coalesce(sum(case when state = 'released' then amount else amount - refunded end) filter (where own and state in ('released', 'split')), 0)::bigint as "paidMicros",
      coalesce(sum(case when state = 'refunded' then amount - lost else refunded end) filter (where own and state in ('refunded', 'split')), 0)::bigint as "returnedMicros",
      coalesce(sum(lost) filter (where own and state = 'refunded'), 0)::bigint as "lostMicros",
      coalesce(sum(case when state = 'released' then fee when state = 'refunded' then lost else 0 end), 0)::bigint as "feesMicros",
      coalesce(sum(referral) filter (where state = 'released' or (state = 'refunded' and lost > 0)), 0)::bigint as "referralMicros"
    from (
      select state, "amountMicros" as amount, "feeMicros" as fee, "referralMicros" as referral, "payerAgentId" = ${orchestratorAgentId ?? ""} as own,
        "amountMicros" - coalesce("refundedMicros", "amountMicros") as lost, coalesce("refundedMicros", 0) as refunded
      from "Escrow" where "runId" = ${id}
    ) e`;
  const [counts] = await tx.$queryRaw<{ done: number; failed: number; review: number }[]>`
    select (count(*) filter (where state in ('paid', 'defaulted')))::int as done, (count(*) filter (where state = 'failed' or (state = 'returning' and "afterReturn" = 'failed')))::int as failed,
      (count(*) filter (where "reviewState" = 'wanted'))::int as review from "Leg" where "runId" = ${id}`;
  const none = { lockedMicros: 0n, paidMicros: 0n, returnedMicros: 0n, lostMicros: 0n, feesMicros: 0n, referralMicros: 0n };
  return { ...(money ?? none), doneCount: counts?.done ?? 0, failedCount: counts?.failed ?? 0, reviewCount: counts?.review ?? 0 };
}
