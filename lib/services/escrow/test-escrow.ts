import { runCommand, settleIntent } from "../command";
import type { CommandResult, CommandSpec } from "../command-spec";
import type { ServiceContext } from "../context";
import type { TestFleet } from "../testing/test-fleet";
import { lockEscrowCommand } from "./lock";

let keys = 0;

/** A form's token that nobody used before. */
export function freshKey(): string {
  keys += 1;
  return `key-${keys}-${"x".repeat(16)}`;
}

/** Runs a command on the fleet's connection as a person with all roles, unless told otherwise. */
export function run<I, P, R, O>(
  fleet: TestFleet, spec: CommandSpec<I, P, R, O>, input: unknown, { ctx = fleet.as(), key = freshKey() }: { ctx?: ServiceContext; key?: string } = {},
): Promise<CommandResult<O>> {
  return runCommand(ctx, spec, input, { connectionId: fleet.connectionId, idempotencyKey: key });
}

/** A locked escrow of the orchestrator. */
export async function lock(fleet: TestFleet, payeeId: string, amount: string, more: Record<string, unknown> = {}): Promise<string> {
  const result = await run(fleet, lockEscrowCommand, { payeeId, amount, description: "scan 1,000 pairs", ...more });
  if (!result.ok) throw new Error(result.message);
  return result.output.escrowId;
}

/** Settles the newest intent of a subject as the reconciler does. */
export async function settleLast<I, P, R, O>(fleet: TestFleet, spec: CommandSpec<I, P, R, O>): Promise<CommandResult<O>> {
  const intent = await fleet.db.intent.findFirstOrThrow({ where: { kind: spec.kind }, orderBy: { createdAt: "desc" } });
  return settleIntent(fleet.system, spec, intent);
}

/** A fault of the sandbox that hits once. */
export async function breakOnce(fleet: TestFleet, effect: string, path: string, method = "POST"): Promise<void> {
  await fleet.control("POST", "faults", { match: { method, path }, effect, times: 1 });
}

interface SandboxState {
  readonly agents: readonly { agentId: string; balanceMicros: string; commissionsMicros: string }[];
  readonly escrows: readonly { escrowId: string; state: string; cause: string | null }[];
}

/** What the sandbox's ledger holds. */
export async function onPlatform(fleet: TestFleet): Promise<{ balance: (upstreamId: string) => bigint; escrows: SandboxState["escrows"] }> {
  const state = await fleet.control("GET", "state") as unknown as SandboxState;
  return {
    escrows: state.escrows,
    balance: (upstreamId) => BigInt(state.agents.find(({ agentId }) => agentId === upstreamId)?.balanceMicros ?? "-1"),
  };
}
