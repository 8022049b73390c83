import { onSilence } from "@/lib/core/escrow/silence";
import { referralBasis } from "@/lib/core/escrow/rates";
import { settle } from "@/lib/core/escrow/settlement";
import type { Dialect } from "@/lib/core/escrow/states";
import { newId } from "@/lib/core/ids";
import { toDecimal } from "@/lib/core/money";
import { fail, ok } from "@/lib/core/result";
import type { EpochMs } from "@/lib/core/time";
import type { MoneyRows } from "@/lib/db/money-rows";
import type { Prisma } from "@/lib/db/generated/client";
import type { CreatedEscrow } from "@/lib/purpleflea/commands";
import type { PlatformAnswer } from "@/lib/purpleflea/records";
import type { PlatformWriter } from "@/lib/purpleflea/write-client";
import type { CallScope, CommandSpec, PrepareScope } from "../command-spec";
import { type LockEscrowInput, lockEscrowInput } from "./escrow-input";
import { escrowName } from "./escrow-row";
import { withAdvice } from "./explain-refusal";
import { findParties, findReferrer, type Party } from "./find-parties";
import { type LockPlan, lockPlan, toCreateInput } from "./lock-plan";
import { type LockedEscrow, recordLock, recordLockFailure } from "./record-lock";
import { reserveWallet } from "./reserve-wallet";
import { settleLock } from "./settle-lock";

/**
 * Locks money of a payer for a payee. The row exists as `created` before the call and beside an unknown outcome.
 * Errors: `UNAVAILABLE`, `NO_ORCHESTRATOR`, `UNKNOWN_PAYER`, `PAYER_NOT_OURS`, `PAYER_NOT_READY`, `UNKNOWN_PAYEE`,
 * `PAYEE_UNVERIFIED`, `PAYEE_NOT_READY`, `SELF_ESCROW`, `TASK_ID_TAKEN`, `WALLET_LIMIT`, and the platform's.
 */
export const lockEscrowCommand: CommandSpec<LockEscrowInput, LockPlan, PlatformAnswer<CreatedEscrow>, LockedEscrow> = {
  kind: "escrow.lock",
  permission: "escrow.lock",
  input: lockEscrowInput,
  plan: lockPlan,
  allowedWhenFrozen: false,
  prepare,
  call: (writer, plan, scope) => withAdvice(() => createAndLock(writer, plan, scope)),
  settle: settleLock,
  escrowId: (plan) => plan.escrowId,
  record: recordLock,
  recordFailure: recordLockFailure,
};

async function prepare(input: LockEscrowInput, scope: PrepareScope) {
  const { tx, connection, ctx, intentId } = scope;
  const dialect = connection.dialects["escrow.create"];
  if (dialect === null) {
    return fail({ code: "UNAVAILABLE", message: "This connection offers no escrow. Nothing was sent. Choose another connection in Settings." });
  }
  const parties = await findParties(tx, connection, input);
  if (!parties.ok) return parties;
  const { payer, payee } = parties.value;
  const taskId = input.taskId ?? intentId;
  if (input.taskId !== null && await isTaskTaken(scope, input.taskId)) {
    return fail({ code: "TASK_ID_TAKEN", message: `Task ${input.taskId} already has an escrow. Nothing was sent. Open that one, or use another task id.` });
  }
  const reserved = await reserveWallet(tx, payer, input.amount, { ours: ctx.now(), platform: connection.now });
  if (!reserved.ok) return reserved;
  const escrowId = newId("escrow", ctx.now(), ctx.random);
  const source = referralBasis(dialect) === "payer" ? payer : payee;
  const staged = toRow(input, scope, { escrowId, taskId, dialect, payer, payee, referrer: await findReferrer(tx, connection, source) });
  return ok({
    plan: {
      escrowId, payerUpstreamId: payer.upstreamId, payeeUpstreamId: payee.upstreamId, amount: input.amount,
      description: input.description, timeoutHours: input.timeoutHours, taskId, dialect, requestedAt: connection.now,
    },
    actingAccountId: payer.accountId,
    subject: { type: "escrow", id: escrowId, name: escrowName(toDecimal(input.amount), payee.name) },
    amountMicros: input.amount,
    reservations: reserved.value,
    summary: `Lock ${toDecimal(input.amount)} USDC of ${payer.name} for ${payee.name}, ${input.timeoutHours} h, task ${taskId}`,
    stage: (rows: MoneyRows, at: EpochMs) => rows.escrows.insert(staged, {
      id: newId("escrowEvent", at, ctx.random), kind: "created", actorName: ctx.actor.name, note: `Payer ${payer.name}`,
      at: new Date(connection.now),
    }),
  });
}

interface Decided {
  readonly escrowId: string;
  readonly taskId: string;
  readonly dialect: Dialect;
  readonly payer: Party;
  readonly payee: Party;
  readonly referrer: string | null;
}

function toRow(input: LockEscrowInput, { ctx, connection }: PrepareScope, decided: Decided): Prisma.EscrowCreateManyInput {
  const { payer, payee, dialect, referrer } = decided;
  const figures = settle(input.amount, referrer !== null);
  return {
    id: decided.escrowId, connectionId: connection.id, dialect, state: "created", payerAgentId: payer.agentId ?? "",
    payerAccountId: payer.accountId ?? "", payeeAgentId: payee.agentId, payeeUpstreamId: payee.upstreamId, payeeName: payee.name,
    amountMicros: figures.amount, feeMicros: figures.fee, netMicros: figures.net, referralMicros: figures.referral,
    referralBasis: referralBasis(dialect), referralAgentId: referrer, description: input.description, taskId: decided.taskId,
    timeoutHours: input.timeoutHours, onSilence: onSilence(dialect), createdAt: new Date(ctx.now()),
  };
}

/** Two forms with one task id cannot both pass: the second waits for the first and then sees its row. */
async function isTaskTaken({ tx, connection }: PrepareScope, taskId: string): Promise<boolean> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`task:${connection.id}:${taskId}`}, 7747))::text`;
  const where = { connectionId_taskId: { connectionId: connection.id, taskId } };
  return (await tx.escrow.findUnique({ where, select: { id: true } })) !== null;
}

/** A router makes an escrow that holds nothing and locks it with a second call; the others fund it at once. */
async function createAndLock(writer: PlatformWriter, plan: LockPlan, { idempotencyKey, signal }: CallScope) {
  const created = await writer.createEscrow(toCreateInput(plan, idempotencyKey), { idempotencyKey, signal });
  const { escrow } = created.value;
  if (plan.dialect !== "router" || escrow.state !== "created") return created;
  const locked = await writer.lockEscrow({ escrowId: escrow.upstreamId }, { idempotencyKey, signal });
  const { state, stateWord } = locked.value;
  return { ...locked, value: { ...created.value, escrow: { ...escrow, state, stateWord } } };
}
