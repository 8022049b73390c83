import { settleDelayMs } from "@/lib/core/command/intent";
import { settleIntent, runCommand } from "./command";
import type { CommandOptions, CommandResult, CommandSpec } from "./command-spec";
import type { ServiceContext } from "./context";

/** How often a workflow step asks before it leaves an unknown outcome to the reconciler. About two minutes in all. */
const CHECKS_MAX = 7;
/** How often it asks again while another payment of the same payer is on its way or unsettled. */
const TURNS_MAX = 60;
const TURN_MS = 500;

/**
 * Runs a command for a workflow and stays until its outcome is known, also when an earlier execution of the same step
 * died in the middle: the intent of that execution is found by its key and settled. Only what is proven never to have
 * happened, or was given up because nothing of worth can be lost, is sent once more, as an intent of its own. It waits for the platform's permit before the wish is written,
 * as long as it takes; `fairnessKey` is whose turn it is.
 */
export async function carryOut<I, P, R, O>(
  ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, input: unknown, options: CommandOptions, fairnessKey = options.idempotencyKey,
): Promise<CommandResult<O>> {
  const first = await carryOutOnce(ctx, spec, input, options, fairnessKey);
  if (first.ok || (first.code !== "NOT_DONE" && first.code !== "ABANDONED")) return first;
  return carryOutOnce(ctx, spec, input, { ...options, idempotencyKey: `${options.idempotencyKey}:again` }, fairnessKey);
}

async function carryOutOnce<I, P, R, O>(
  ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, input: unknown, options: CommandOptions, fairnessKey: string,
): Promise<CommandResult<O>> {
  let result = await send(ctx, spec, input, options, fairnessKey);
  for (let check = 0; check < CHECKS_MAX && isOpen(result); check++) {
    await ctx.sleep(settleDelayMs(check));
    const intent = await findIntent(ctx, options);
    if (!intent) return result;
    result = await settleIntent(ctx, spec, intent);
  }
  return result;
}

/**
 * Runs a command once, behind the platform's permit and as long as that takes. A reply that was lost stays `unknown` and is
 * the reconciler's: whoever has more to do does not wait for it.
 */
export async function send<I, P, R, O>(
  ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, input: unknown, options: CommandOptions, fairnessKey: string,
): Promise<CommandResult<O>> {
  return runCommand(ctx, spec, input, options, { fairnessKey, waitMs: null });
}

function findIntent(ctx: ServiceContext, { connectionId, idempotencyKey }: CommandOptions) {
  return ctx.db.intent.findUnique({ where: { connectionId_idempotencyKey: { connectionId, idempotencyKey } } });
}

const lines = new Map<string, Promise<unknown>>();

/**
 * Carries out payments of one payer one after the other, for the platform's ledger cannot tell two apart. Within this
 * process they queue; behind a payment of another process, or an unsettled one, each asks again for half a minute.
 */
export async function inTurn<O>(ctx: ServiceContext, payerAccountId: string, pay: () => Promise<CommandResult<O>>): Promise<CommandResult<O>> {
  const before = lines.get(payerAccountId) ?? Promise.resolve();
  const mine = before.then(() => payInTurn(ctx, pay));
  const ended = mine.catch(() => undefined);
  lines.set(payerAccountId, ended);
  void ended.then(() => {
    if (lines.get(payerAccountId) === ended) lines.delete(payerAccountId);
  });
  return mine;
}

async function payInTurn<O>(ctx: ServiceContext, pay: () => Promise<CommandResult<O>>): Promise<CommandResult<O>> {
  for (let turn = 1; ; turn++) {
    const result = await pay();
    const mustWait = !result.ok && (result.code === "PAYER_BUSY" || result.code === "PAYER_WAITS");
    if (!mustWait || turn >= TURNS_MAX) return result;
    await ctx.sleep(TURN_MS);
  }
}

function isOpen(result: CommandResult<unknown>): boolean {
  return !result.ok && (result.outcome === "unknown" || result.outcome === "in_flight");
}
