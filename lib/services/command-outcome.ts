import { CAPABILITY_OF } from "@/lib/core/command/capability-of";
import { settleDelayMs } from "@/lib/core/command/intent";
import { newId } from "@/lib/core/ids";
import { toDecimal, usdc } from "@/lib/core/money";
import { type EpochMs, addMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { Intent } from "@/lib/db/generated/client";
import type { MoneyRows } from "@/lib/db/money-rows";
import { transact } from "@/lib/db/transact";
import { raiseAlert, resolveAlert } from "@/lib/db/rows/alert-rows";
import { observeCapability } from "@/lib/db/rows/capability-rows";
import { lockIntentRow, settleIntentRow } from "@/lib/db/rows/intent-rows";
import { appendAudit } from "./audit/append-audit";
import { LOST } from "./call-time";
import type { CommandResult, CommandSpec, RecordScope } from "./command-spec";
import { lockEscrowRow } from "./escrow/escrow-row";
import type { ServiceContext } from "./context";

/** `note` is what a check found, when the outcome comes from the reconciler. */
export type FailedOutcome = {
  readonly outcome: "rejected" | "unknown" | "abandoned";
  readonly code: string;
  readonly message: string;
  readonly note?: string;
};

export type Outcome<R> = { readonly outcome: "succeeded"; readonly reply: R; readonly note?: string } | FailedOutcome;

/** The wish whose call has an outcome now. */
export interface Sent<P> {
  readonly intent: Pick<Intent, "id" | "connectionId">;
  readonly plan: P;
}

/**
 * Transaction B: writes the outcome once, with the rows that follow, the reservation, the alert and the audit entry.
 * When somebody settled the intent first, that outcome is answered and nothing is written.
 */
export async function transactionB<I, P, R, O>(
  ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, sent: Sent<P>, outcome: Outcome<R>, open: (tx: Tx) => MoneyRows,
): Promise<CommandResult<O>> {
  const { id: intentId } = sent.intent;
  return transact(ctx.db, async (tx) => {
    const escrowId = spec.escrowId?.(sent.plan);
    const [intent, escrow] = await Promise.all([
      lockIntentRow(tx, intentId, CAPABILITY_OF[spec.kind]),
      escrowId === undefined ? null : lockEscrowRow(tx, sent.intent.connectionId, escrowId),
    ]);
    if (!isOpen(intent)) return resultOf<O>(intent);
    const at = ctx.now();
    const { connectionId, hasWalletReservation } = intent;
    const scope: RecordScope = { rows: open(tx), ctx, connectionId, intentId, at, platformAt: addMs(at, intent.clockOffsetMs), hasWalletReservation, escrow };
    const plan = spec.plan.parse(intent.plan);
    if (outcome.outcome === "succeeded") {
      const output = await spec.record(scope, plan, outcome.reply);
      const name = spec.capability?.(plan) ?? (intent.isUnobserved ? CAPABILITY_OF[spec.kind] : null);
      if (name) await observeCapability(tx, { connectionId, name, note: `First success: ${intent.subjectName}`, at: new Date(at) });
      await settleIntentRow(tx, intentId, { outcome: "succeeded", at, reply: (output ?? {}) as object, note: outcome.note });
      if (intent.outcome === "unknown") await resolveUnknown(tx, intent, at);
      await close(tx, ctx, intent, "succeeded", sentence(intent, outcome.note));
      return { ok: true, intentId, output };
    }
    const answered = outcome.outcome === "abandoned" ? "rejected" : outcome.outcome;
    if (spec.recordFailure) await spec.recordFailure(scope, plan, { ...outcome, outcome: answered });
    const wasUnknown = intent.outcome === "unknown";
    await settleIntentRow(tx, intentId, {
      outcome: outcome.outcome, at, errorCode: outcome.code, errorMessage: outcome.message, note: outcome.note,
      nextCheckAt: outcome.outcome === "unknown" ? addMs(at, settleDelayMs(intent.checks)) : null,
    });
    if (outcome.outcome === "unknown" && !wasUnknown) await raiseUnknown(tx, ctx, intent, at);
    if (answered === "rejected") await resolveUnknown(tx, intent, at);
    if (answered === "rejected" || !wasUnknown) await close(tx, ctx, intent, outcome.outcome === "abandoned" ? "recorded" : outcome.outcome, outcome.message);
    return { ok: false, outcome: answered, code: outcome.code, message: outcome.message, intentId };
  });
}

/**
 * Leaves an intent as `unknown` when its check could not even be written, with the next check later: it must stand
 * before no other one, and somebody must hear of it. Writes nothing when it was settled meanwhile.
 */
export async function leaveUnknown(ctx: ServiceContext, intentId: string, note: string): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const intent = await lockIntentRow(tx, intentId, null);
    if (!isOpen(intent)) return;
    const at = ctx.now();
    const message = `The check could not be written. ${LOST.message}`;
    await settleIntentRow(tx, intentId, {
      outcome: "unknown", at, note, nextCheckAt: addMs(at, settleDelayMs(intent.checks)),
      ...(intent.outcome === "unknown" ? {} : { errorCode: LOST.code, errorMessage: message }),
    });
    if (intent.outcome === "unknown") return;
    await raiseUnknown(tx, ctx, intent, at);
    await close(tx, ctx, intent, "unknown", message);
  });
}

export function isOpen({ outcome }: Pick<Intent, "outcome">): boolean {
  return outcome === "sending" || outcome === "unknown";
}

/** What a settled intent came to. */
export function resultOf<O>(intent: Intent): CommandResult<O> {
  if (intent.outcome === "succeeded") return { ok: true, intentId: intent.id, output: intent.reply as O };
  const message = intent.errorMessage ?? "This was settled already.";
  return { ok: false, outcome: "rejected", code: intent.errorCode ?? "NOT_DONE", message, intentId: intent.id };
}

async function close(tx: Tx, ctx: ServiceContext, intent: Intent, result: "succeeded" | "rejected" | "unknown" | "recorded", summary: string) {
  await appendAudit(tx, ctx, {
    connectionId: intent.connectionId, action: intent.kind, result, intentId: intent.id, summary,
    subject: { type: intent.subjectType, id: intent.subjectId, name: intent.subjectName },
  });
}

function sentence(intent: Intent, note: string | undefined): string {
  // The name of an escrow says its amount already.
  const amount = intent.amountMicros > 0n && intent.subjectType !== "escrow" ? ` ${toDecimal(usdc(intent.amountMicros))} USDC` : "";
  return `${intent.subjectName}${amount}${note ? `. ${note}` : ""}`;
}

async function raiseUnknown(tx: Tx, ctx: ServiceContext, intent: Intent, at: EpochMs): Promise<void> {
  await raiseAlert(tx, {
    id: newId("alert", at, ctx.random), connectionId: intent.connectionId, kind: "intent_unknown", severity: "critical",
    subjectType: intent.subjectType, subjectId: intent.subjectId, title: `Outcome unknown: ${intent.subjectName}`,
    body: "The platform's reply was lost. The console reads the platform until it knows; nothing is repeated blindly.",
    amountAtRiskMicros: intent.amountMicros, dedupeKey: alertKey(intent.id), raisedAt: new Date(at),
  });
}

/** Only an outcome that was unknown has an alert to close. */
async function resolveUnknown(tx: Tx, intent: Intent, at: EpochMs): Promise<void> {
  if (intent.outcome === "unknown") await resolveAlert(tx, alertKey(intent.id), new Date(at), "system");
}

function alertKey(intentId: string): string {
  return `intent:${intentId}`;
}
