import type { LegSnapshot } from "@/lib/core/run/snapshot";
import type { Tx } from "@/lib/db/client";
import { query, sql } from "@/lib/db/query";

export interface LegWrite {
  readonly id: string;
  readonly leg: LegSnapshot;
  /** The order that this decision offers, or `undefined`. */
  readonly orderId: string | undefined;
}

/** Writes all legs that a decision changed in one statement: a thousand of them may have moved together. */
export async function writeLegs(tx: Tx, writes: readonly LegWrite[]): Promise<void> {
  if (writes.length === 0) return;
  await query(tx, sql`
    update "Leg" l set state = n.state, candidates = n.candidates, "candidateIndex" = n."candidateIndex", "payerAgentId" = n."payerAgentId",
      "payeeAgentId" = n."payeeAgentId", "amountMicros" = n."amountMicros", attempt = n.attempt, "triesLeft" = n."triesLeft", revision = n.revision,
      "escrowId" = n."escrowId", "orderId" = n."orderId", output = n.output, "hasOutput" = n."hasOutput", "completeState" = n."completeState",
      "judgeState" = n."judgeState", "judgeNote" = n."judgeNote", "reviewState" = n."reviewState", "reviewNote" = n."reviewNote",
      "afterReturn" = n."afterReturn", "partMicros" = n."partMicros", "failureCode" = n."failureCode", note = n.note, "retryAt" = n."retryAt",
      "dueAt" = n."dueAt", "releaseAt" = n."releaseAt", "bidsCloseAt" = n."bidsCloseAt", "startedAt" = n."startedAt", "finishedAt" = n."finishedAt"
    from jsonb_to_recordset(${JSON.stringify(writes.map(toColumns))}::text::jsonb) as n(
      id text, state text, candidates text[], "candidateIndex" int, "payerAgentId" text, "payeeAgentId" text, "amountMicros" bigint, attempt int,
      "triesLeft" int, revision int, "escrowId" text, "orderId" text, output jsonb, "hasOutput" boolean, "completeState" text, "judgeState" text,
      "judgeNote" text, "reviewState" text, "reviewNote" text, "afterReturn" text, "partMicros" bigint, "failureCode" text, note text,
      "retryAt" timestamptz, "dueAt" timestamptz, "releaseAt" timestamptz, "bidsCloseAt" timestamptz, "startedAt" timestamptz, "finishedAt" timestamptz)
    where l.id = n.id`);
}

function toColumns({ id, leg, orderId }: LegWrite): Record<string, unknown> {
  const { state, candidates, candidateIndex, payerAgentId, payeeAgentId, attempt, triesLeft, revision, hasOutput, completeState, judgeState, judgeNote } = leg;
  const { reviewState, reviewNote, afterReturn, failureCode, note } = leg;
  return {
    id, state, candidates, candidateIndex, payerAgentId, payeeAgentId, amountMicros: String(leg.amount), attempt, triesLeft, revision,
    escrowId: leg.escrow?.id ?? null, orderId: orderId ?? leg.order?.id ?? null, output: hasOutput ? leg.output : null, hasOutput, completeState,
    judgeState, judgeNote, reviewState, reviewNote, afterReturn, partMicros: leg.part === null ? null : String(leg.part), failureCode, note,
    retryAt: date(leg.retryAt), dueAt: date(leg.dueAt), releaseAt: date(leg.releaseAt), bidsCloseAt: date(leg.bidsCloseAt),
    startedAt: date(leg.startedAt), finishedAt: date(leg.finishedAt),
  };
}

function date(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
