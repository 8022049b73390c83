import { z } from "zod";
import type { EscrowState, RefundCause } from "@/lib/core/escrow/states";
import { type EscrowEvent, transition } from "@/lib/core/escrow/transitions";
import { invariant } from "@/lib/core/invariant";
import { toDecimal, usdc } from "@/lib/core/money";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import type { Escrow } from "@/lib/db/generated/client";
import { query, sql } from "@/lib/db/query";
import type { EscrowMoved } from "@/lib/purpleflea/commands";
import type { PlatformAnswer } from "@/lib/purpleflea/records";
import type { CommandFailure, Prepared, PrepareScope, RecordScope, Settlement, SettleScope } from "../command-spec";
import { applyReading } from "./apply-reading";
import type { EscrowMoveInput } from "./escrow-input";
import { moveOf, readingOfMove } from "./escrow-reading";
import { escrowName, type LockedEscrowRow, lockEscrowRow } from "./escrow-row";

/** What a step on an existing escrow decided. */
export const movePlan = z.object({ escrowId: z.string(), upstreamId: z.string(), reason: z.string().nullable() });

export type MovePlan = z.infer<typeof movePlan>;

/** Plain JSON: where the escrow stands after a step. */
export interface MovedEscrow {
  readonly escrowId: string;
  readonly state: string;
}

export type MoveVerb = Extract<EscrowEvent, "complete" | "release" | "cancel" | "dispute">;

interface MoveWords {
  readonly verb: MoveVerb;
  readonly by: "payer" | "payee";
  readonly summary: (amountText: string, row: Escrow) => string;
}

/**
 * Decides a step with the pure core. The money left the payer at the lock, so nothing is reserved.
 * Errors: `ESCROW_NOT_FOUND`, `NOT_ON_PLATFORM`, `PAYER_NOT_OURS`, `PAYEE_NOT_OURS`, and the codes of `transition`.
 */
export async function prepareMove(
  input: EscrowMoveInput, { tx, connection }: PrepareScope, { verb, by, summary }: MoveWords,
): Promise<Result<Prepared<MovePlan> & { row: Escrow }, Failure>> {
  const row = await lockEscrowRow(tx, connection.id, input.escrowId);
  if (!row) return fail({ code: "ESCROW_NOT_FOUND", message: "This escrow does not exist here. Nothing was sent. Look it up in the list." });
  const move = transition({ state: row.state as EscrowState, event: verb, actor: by, dialects: connection.dialects });
  if (!move.ok) return fail({ code: move.failure.code, message: `${move.failure.message} Nothing was sent. ${insteadOf(move.failure.code)}` });
  if (row.upstreamId === null) {
    return fail({ code: "NOT_ON_PLATFORM", message: "The platform has not confirmed this escrow. Nothing was sent. Wait until its lock is settled." });
  }
  if (by === "payer" && row.payerKind === "external") {
    return fail({
      code: "PAYER_NOT_OURS",
      message: `Only ${row.payerName} can do this, and the console holds no key of it. Nothing was sent. Its own operator can act; otherwise wait for the deadline.`,
    });
  }
  const actingAccountId = by === "payer" ? row.payerAccountId : await payeeAccount(tx, row);
  if (actingAccountId === null) {
    return fail({
      code: "PAYEE_NOT_OURS",
      message: `Only ${row.payeeName} can say that the work is done, and the console holds no key of it. Nothing was sent. Release without it, or wait.`,
    });
  }
  const amountText = toDecimal(usdc(row.amountMicros));
  return ok({
    row, plan: { escrowId: row.id, upstreamId: row.upstreamId, reason: input.reason }, actingAccountId,
    subject: { type: "escrow", id: row.id, name: escrowName(amountText, row.payeeName) }, amountMicros: 0n, reservations: [],
    summary: `${summary(amountText, row)}${input.reason ? `. Reason: ${input.reason}` : ""}`, before: { state: row.state },
  });
}

/**
 * Reads the escrow and decides whether a step happened. Another ending than the wished one proves that it did not; a
 * word that we do not know proves nothing.
 */
export async function settleMove(
  { client }: SettleScope, plan: MovePlan, wished: EscrowState, cause: RefundCause | null = null,
): Promise<Settlement<PlatformAnswer<EscrowMoved>>> {
  const read = await client.getEscrow(plan.upstreamId);
  const { state, stateWord, refundCause } = read.value;
  const isWished = state === wished && (cause === null || refundCause === null || refundCause === cause);
  if (isWished || (cause === "cancel" && state === "cancelled")) {
    return { proof: "happened", reply: moveOf(read), note: `The platform says ${stateWord}.` };
  }
  if (state === "unrecognised") return { proof: "unclear", note: `The platform says “${stateWord}”, a word that we do not know.` };
  return { proof: "absent", note: `The platform says ${stateWord}.` };
}

/** Writes the step's answer to the escrow. */
export async function recordMove(
  scope: RecordScope, plan: MovePlan, answer: PlatformAnswer<EscrowMoved>, words: { note: string; cause?: RefundCause },
): Promise<MovedEscrow> {
  const row = scope.escrow;
  invariant(row, "an escrow is never deleted");
  const reading = readingOfMove(answer, words.cause ?? null);
  const note = plan.reason ? `${words.note}: ${plan.reason}` : words.note;
  await applyReading({ ...scope, actorName: scope.ctx.actor.name, note }, row, reading);
  return { escrowId: row.id, state: reading.state };
}

/** A refusal says that our record may be old: it is read again at once. */
export async function recordMoveFailure(scope: RecordScope, plan: MovePlan, failure: CommandFailure): Promise<void> {
  if (failure.outcome === "rejected") await scope.rows.escrows.patch(plan.escrowId, { readAt: null });
}

async function payeeAccount(tx: Tx, { payeeAgentId, payeeKind }: LockedEscrowRow): Promise<string | null> {
  if (payeeAgentId === null || payeeKind === "external") return null;
  const [account] = await query<{ id: string }>(tx, sql`
    select "a"."id" from "AgentAccount" as "a" where "a"."agentId" = ${payeeAgentId} and "a"."service" = 'platform'
      and exists (select 1 from "AgentKey" where "accountId" = "a"."id" and "retiredAt" is null)`);
  return account?.id ?? null;
}

function insteadOf(code: string): string {
  if (code === "NOT_ON_THIS_CONNECTION") return "Wait for the deadline, or dispute it.";
  return "Reload the page to see where it stands.";
}
