import { settleDelayMs } from "@/lib/core/command/intent";
import { settleIntent, runCommand } from "./command";
import type { CommandOptions, CommandResult, CommandSpec } from "./command-spec";
import type { ServiceContext } from "./context";

/** How often a workflow step asks before it leaves an unknown outcome to the reconciler. About 20 seconds in all. */
const CHECKS_MAX = 8;

/**
 * Runs a command for a workflow and stays until its outcome is known, also when an earlier execution of the same step
 * died in the middle: the intent of that execution is found by its key and settled, never sent again.
 */
export async function carryOut<I, P, R, O>(
  ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, input: unknown, options: CommandOptions,
): Promise<CommandResult<O>> {
  let result = await runCommand(ctx, spec, input, options);
  for (let check = 0; check < CHECKS_MAX && isOpen(result); check++) {
    await ctx.sleep(settleDelayMs(check));
    const intent = await ctx.db.intent.findUnique({ where: { connectionId_idempotencyKey: options } });
    if (!intent) return result;
    result = await settleIntent(ctx, spec, intent);
  }
  return result;
}

function isOpen(result: CommandResult<unknown>): boolean {
  return !result.ok && (result.outcome === "unknown" || result.outcome === "in_flight");
}
