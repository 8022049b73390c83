import { z } from "zod";
import { actorCan } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import { newId } from "@/lib/core/ids";
import { invariant } from "@/lib/core/invariant";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import { type EpochMs, addMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { Connection, Intent } from "@/lib/db/generated/client";
import { type MoneyRows, moneyRows } from "@/lib/db/money-rows";
import { transact } from "@/lib/db/transact";
import type { OpeningRow } from "@/lib/db/rows/guard-rows";
import { insertIntent } from "@/lib/db/rows/intent-rows";
import { createPlatformClient } from "@/lib/purpleflea/client";
import type { Registration } from "@/lib/purpleflea/commands";
import type { PlatformSettings } from "@/lib/purpleflea/settings";
import { createPlatformWriter, type PlatformWriter } from "@/lib/purpleflea/write-client";
import { appendAudit } from "./audit/append-audit";
import { checkFreeze, guard, type Guarded } from "./command-guards";
import { CALL_DEADLINE_MS, LOST, mayStillArrive, NOT_SENT, timeForCall } from "./call-time";
import { claimSettlement } from "./claim-settlement";
import { isOpen, type Outcome, resultOf, transactionB } from "./command-outcome";
import { answerAgain, findIntent, hashOf, refuse, refuseIn } from "./command-replies";
import type { CommandOptions, CommandResult, CommandSpec, Observation, Prepared, SettleScope } from "./command-spec";
import { isUniqueViolation } from "./database-errors";
import { classifyFailure } from "./platform-failure";
import { openCredential } from "./connection/open-credential";
import { INTERACTIVE_WAIT_MS, isPaced, type Pace, type Permit, platformRuntime, takePermit } from "./connection/platform-runtime";
import { getConnection, openConnection, toCommandConnection, toPlatformSettings } from "./connection/load-connection";
import type { ServiceContext } from "./context";

interface Opened<P> {
  readonly intent: { readonly id: string; readonly connectionId: string };
  readonly prepared: Prepared<P>;
  readonly writer: PlatformWriter;
  readonly secret: string | null;
  readonly timeoutMs: number;
  readonly callDeadlineAt: EpochMs;
}

type KeyedOptions = CommandOptions & { readonly paramsHash: string; readonly permit: Permit | null };

type Opening<P, O> =
  | { readonly done: CommandResult<O> }
  | { readonly paced: Connection }
  | { readonly repeated: Intent; readonly paramsHash: string }
  | { readonly opened: Opened<P> };

/**
 * Carries out one change on the platform in the order of the command law: permission, input and decision,
 * transaction A (guards, reservation, intent, audit), the call, transaction B (outcome, rows, audit).
 * The same idempotency key with the same input answers the first result again.
 * Errors (as `ok: false`): `FORBIDDEN`, `INVALID`, `PACED`, `CONFLICT`, `IN_FLIGHT`, `FROZEN`, `NO_POLICY`, `LIMIT…`,
 * `ABOVE_THRESHOLD`, `STEP_UP_REQUIRED`, the command's own, and the platform's with outcome `rejected` or `unknown`.
 */
export async function runCommand<I, P, R, O>(
  ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, raw: unknown, options: CommandOptions, pace?: Pace,
): Promise<CommandResult<O>> {
  if (!actorCan(ctx.actor, spec.permission)) {
    const message = `Your roles do not allow this. Nothing was sent. Ask somebody who is ${rolesWith(spec.permission).join(" or ")}.`;
    return refuse(ctx, spec.kind, options, { code: "FORBIDDEN", message });
  }
  const parsed = spec.input.safeParse(raw);
  if (!parsed.success) {
    const fieldErrors = z.flattenError(parsed.error).fieldErrors as Record<string, string[]>;
    const message = Object.values(fieldErrors).flat()[0] ?? "Some fields need another value. Nothing was sent.";
    return { ...(await refuse(ctx, spec.kind, options, { code: "INVALID", message })), fieldErrors } as CommandResult<O>;
  }
  let opening = await open(ctx, spec, parsed.data, options, null);
  if ("paced" in opening) {
    const permit = await takePermit(ctx, opening.paced, spec.kind, pace ?? { fairnessKey: ctx.actor.id, waitMs: INTERACTIVE_WAIT_MS });
    if (!permit.ok) return refuse(ctx, spec.kind, options, permit.failure);
    opening = await open(ctx, spec, parsed.data, options, permit.value);
  }
  if ("done" in opening) return opening.done;
  if ("repeated" in opening) return answerAgain(ctx, opening.repeated, opening.paramsHash);
  invariant("opened" in opening, "whoever has a permit waits for no other");
  const outcome = await send(ctx, spec, opening.opened);
  return transactionB(ctx, spec, { intent: opening.opened.intent, plan: opening.opened.prepared.plan }, outcome, moneyRows);
}

async function open<I, P, R, O>(
  ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, input: I, options: CommandOptions, permit: Permit | null,
): Promise<Opening<P, O>> {
  const paramsHash = hashOf(spec.kind, input);
  try {
    return await transact(ctx.db, (tx) => transactionA(tx, ctx, spec, input, { ...options, paramsHash, permit }));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const first = await findIntent(ctx.db, options);
    if (!first) throw error;
    return { repeated: first, paramsHash };
  }
}

async function transactionA<I, P, R, O>(
  tx: Tx, ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, input: I, options: KeyedOptions,
): Promise<Opening<P, O>> {
  const row = await openConnection(tx, options);
  const first = row.firstIntentId === null ? null : await findIntent(tx, options);
  if (first) return { repeated: first, paramsHash: options.paramsHash };
  // The wait for the platform's permit comes before the wish is written: it never eats the call's own time.
  if (!options.permit && isPaced(row, spec.kind)) return { paced: row };
  const at = ctx.now();
  const callDeadlineAt = addMs(at, CALL_DEADLINE_MS);
  const intentId = newId("intent", at, ctx.random);
  const decided = await decide(tx, ctx, spec, input, { row, at, intentId });
  if (!decided.ok) {
    // The same wish may have been written while this one waited for the subject's row: then it is its repetition.
    const meanwhile = await findIntent(tx, options);
    if (meanwhile) return { repeated: meanwhile, paramsHash: options.paramsHash };
    return { done: await refuseIn(tx, ctx, spec.kind, options, decided.failure.failure, decided.failure.prepared) };
  }
  const { prepared, reservations, credential } = decided.value;
  const settings = toPlatformSettings(row);
  const secret = prepared.openSecret ? prepared.openSecret() : spec.secret ? await spec.secret(tx, ctx, prepared.plan) : null;
  // What follows leaves with the commit, in this order: the wish, the command's own rows, and last the audit entry.
  await insertIntent(tx, {
    id: intentId, connectionId: options.connectionId, kind: spec.kind, idempotencyKey: options.idempotencyKey,
    paramsHash: options.paramsHash, plan: z.encode(spec.plan, prepared.plan) as object, amountMicros: prepared.amountMicros,
    actingAccountId: prepared.actingAccountId,
    subject: prepared.subject, actor: ctx.actor, requestId: ctx.requestId, callDeadlineAt, at,
  }, reservations);
  await prepared.stage?.(moneyRows(tx), at);
  await appendAudit(tx, ctx, {
    connectionId: options.connectionId, action: spec.kind, result: "requested", subject: prepared.subject,
    summary: prepared.summary, before: prepared.before, intentId,
  });
  const fairnessKey = prepared.actingAccountId ?? prepared.subject.id;
  const writer = createPlatformWriter(settings, credential, platformRuntime(ctx, row, fairnessKey, options.permit ?? undefined));
  return { opened: { intent: { id: intentId, connectionId: row.id }, prepared, writer, secret, timeoutMs: settings.timeouts.writeMs, callDeadlineAt } };
}

interface Decided<P> extends Guarded {
  readonly prepared: Prepared<P>;
}

interface Refused<P> {
  readonly failure: Failure;
  readonly prepared?: Prepared<P>;
}

/** Everything that can say no, before the first write: freeze, the command's own decision, a wish in flight, limits. */
async function decide<I, P, R, O>(
  tx: Tx, ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, input: I, scope: { row: OpeningRow; at: EpochMs; intentId: string },
): Promise<Result<Decided<P>, Refused<P>>> {
  const frozen = checkFreeze(scope.row, spec.allowedWhenFrozen);
  if (frozen) return fail({ failure: frozen });
  const connection = toCommandConnection(scope.row, scope.at);
  const decision = await spec.prepare(input, { tx, ctx, connection, policy: scope.row.policy, intentId: scope.intentId });
  if (!decision.ok) return fail({ failure: decision.failure });
  const prepared = decision.value;
  const guarded = await guard(tx, ctx, scope.row.id, prepared, scope.at);
  return guarded.ok ? ok({ prepared, ...guarded.value }) : fail({ failure: guarded.failure, prepared });
}

async function send<I, P, R, O>(ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, opened: Opened<P>): Promise<Outcome<R>> {
  const timeMs = timeForCall(opened.callDeadlineAt, opened.timeoutMs, ctx.now());
  if (timeMs <= 0) return NOT_SENT;
  const signal = AbortSignal.timeout(timeMs);
  try {
    const scope = { idempotencyKey: opened.intent.id, signal, secret: opened.secret };
    return { outcome: "succeeded", reply: await spec.call(opened.writer, opened.prepared.plan, scope) };
  } catch (error) {
    return classifyFailure(ctx, error);
  }
}

/**
 * Settles an intent whose reply was lost: reads the platform as the command says and writes what is proven. Safe to run
 * twice and side by side: one proof at a time. The result is `unknown` while nothing is proven.
 */
export async function settleIntent<I, P, R, O>(
  ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, intent: Intent,
): Promise<CommandResult<O>> {
  const plan = spec.plan.parse(intent.plan);
  const claim = await claimSettlement(ctx, intent.id);
  if (!claim.isMine) return isOpen(claim.intent) ? { ok: false, outcome: "unknown", ...LOST, intentId: intent.id } : resultOf<O>(claim.intent);
  const outcome = await proveOutcome(ctx, spec, intent, plan);
  return transactionB(ctx, spec, { intent, plan }, outcome, moneyRows);
}

async function proveOutcome<I, P, R, O>(
  ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, intent: Intent, plan: P,
): Promise<Outcome<R>> {
  try {
    const scope = await settleScope(ctx, spec, intent, plan);
    const settlement = await spec.settle(scope, plan);
    if (settlement.proof === "happened") return { outcome: "succeeded", reply: settlement.reply, note: settlement.note };
    if (settlement.proof === "abandoned") {
      return { outcome: "abandoned", code: "ABANDONED", message: `Given up; no money moved. ${settlement.note} A new one is made.`, note: settlement.note };
    }
    if (settlement.proof === "unclear" || mayStillArrive(intent, scope.mode, ctx.now())) return { outcome: "unknown", ...LOST, note: settlement.note };
    const message = `Nothing moved. ${settlement.note} You can safely try again.`;
    return { outcome: "rejected", code: "NOT_DONE", message, note: settlement.note };
  } catch (error) {
    const failure = classifyFailure(ctx, error);
    return { outcome: "unknown", ...LOST, note: `The check itself failed: ${failure.code}.` };
  }
}

async function settleScope<I, P, R, O>(
  ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, intent: Intent, plan: P,
): Promise<SettleScope> {
  const row = await getConnection(ctx.db, intent.connectionId);
  const settings = toPlatformSettings(row);
  const runtime = platformRuntime(ctx, row, intent.actingAccountId ?? intent.subjectId);
  const readerOf = async (accountId: string) =>
    createPlatformClient(settings, await openCredential(ctx.db, ctx.keyring, accountId), runtime);
  const credential = intent.actingAccountId ? await openCredential(ctx.db, ctx.keyring, intent.actingAccountId) : null;
  return {
    mode: settings.mode, client: createPlatformClient(settings, credential, runtime), writer: createPlatformWriter(settings, credential, runtime),
    idempotencyKey: intent.id, readerOf, secret: spec.secret ? await ctx.db.$transaction((tx) => spec.secret!(tx, ctx, plan)) : null,
  };
}

/**
 * Registers the orchestrator of a new connection. It comes before the connection's rows exist and moves no money, so
 * it has no intent; a lost reply leaves an empty, unused agent on the platform and a new name is tried at the next start.
 * Errors: those of the platform port.
 */
export async function registerOrchestrator(ctx: ServiceContext, settings: PlatformSettings, name: string): Promise<Registration> {
  const writer = createPlatformWriter(settings, null, { fetch: ctx.fetch, now: ctx.now, log: ctx.log });
  const input = { name, agentType: "orchestrator", capabilities: [], referralCode: null, parentAgentId: null };
  return (await writer.register(input, { idempotencyKey: name })).value;
}

/**
 * Writes what was read on the platform, or decided here, without a call of ours: the rows and the audit entry in one
 * transaction. `write` returns false when there was nothing to change; then nothing is written, the entry included.
 */
export async function recordObservation(
  ctx: ServiceContext, observation: Observation, write: (rows: MoneyRows, at: EpochMs) => Promise<boolean>,
): Promise<boolean> {
  return ctx.db.$transaction(async (tx) => {
    if (!(await write(moneyRows(tx), ctx.now()))) return false;
    await appendAudit(tx, ctx, { ...observation, result: "recorded" });
    return true;
  });
}

/** Refreshes readings (balances, ages, platform records) that are no event of their own: no audit entry. */
export async function recordReading(ctx: ServiceContext, write: (rows: MoneyRows, at: EpochMs) => Promise<void>): Promise<void> {
  await ctx.db.$transaction((tx) => write(moneyRows(tx), ctx.now()));
}
