import { toDecimal, usdc } from "@/lib/core/money";
import { runCommand } from "../command";
import type { CommandResult, CommandSpec } from "../command-spec";
import type { ServiceContext } from "../context";
import { lockEscrowCommand } from "./lock";
import { releaseEscrowCommand } from "./release";
import { TEST_PAYMENT_MICROS } from "../connection/test-payment";

/** What the payment did and what it cost, as decimal text. `referral` came back to the fleet. */
export interface TestEscrowPayment {
  readonly escrowId: string;
  readonly upstreamId: string;
  readonly amount: string;
  readonly fee: string;
  readonly received: string;
  readonly referral: string;
}

/** Who may connect a platform may also prove it with this one small escrow, and release no other by it. */
const LOCK = forConnections(lockEscrowCommand);
const RELEASE = forConnections(releaseEscrowCommand);

/**
 * The first payment by escrow: 0.10 is locked for a second agent of the operator's own and released at once, as two
 * commands of the law with their own intents. The token makes both of them once; after a lost reply the same form goes
 * on where it stands. Errors: as `lockEscrowCommand` and `releaseEscrowCommand`; permission `connection.manage`.
 */
export async function runTestEscrowPayment(
  ctx: ServiceContext, input: { readonly toAgentId: string }, options: { readonly connectionId: string; readonly token: string },
): Promise<CommandResult<TestEscrowPayment>> {
  const { connectionId, token } = options;
  const form = { payerId: "", payeeId: input.toAgentId, amount: toDecimal(usdc(TEST_PAYMENT_MICROS)), description: "First test payment", timeoutHours: "24", taskId: "" };
  const locked = await runCommand(ctx, LOCK, form, { connectionId, idempotencyKey: `${token}:lock` });
  if (!locked.ok) return locked;
  const { escrowId, upstreamId } = locked.output;
  const released = await runCommand(ctx, RELEASE, { escrowId }, { connectionId, idempotencyKey: `${token}:release` });
  if (!released.ok) return { ...released, message: `0.10 is locked in escrow ${upstreamId} and not released. ${released.message}` };
  const row = await ctx.db.escrow.findUniqueOrThrow({ where: { id: escrowId } });
  const output = {
    escrowId, upstreamId, amount: toDecimal(usdc(row.amountMicros)), fee: toDecimal(usdc(row.feeMicros)),
    received: toDecimal(usdc(row.netMicros)), referral: toDecimal(usdc(row.referralMicros)),
  };
  return { ok: true, intentId: released.intentId, output };
}

function forConnections<I, P, R, O>(spec: CommandSpec<I, P, R, O>): CommandSpec<I, P, R, O> {
  return { ...spec, permission: "connection.manage" };
}
