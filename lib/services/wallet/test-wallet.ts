import { invariant } from "@/lib/core/invariant";
import { runCommand, settleIntent } from "../command";
import type { CommandResult, CommandSpec } from "../command-spec";
import type { ServiceContext } from "../context";
import type { TestFleet } from "../testing/test-fleet";
import { provisionWalletCommand } from "./provision";

let count = 0;

/** A token as a form would make it. */
export function freshKey(): string {
  return `wallet-test-token-${++count}`;
}

export function run<I, P, R, O>(
  fleet: TestFleet, spec: CommandSpec<I, P, R, O>, input: unknown, options: { ctx?: ServiceContext; key?: string } = {},
): Promise<CommandResult<O>> {
  const { ctx = fleet.as(), key = freshKey() } = options;
  return runCommand(ctx, spec, input, { connectionId: fleet.connectionId, idempotencyKey: key });
}

/** An open wallet of a new worker. */
export async function openWallet(fleet: TestFleet, name: string, dailyLimit: string): Promise<{ walletId: string; workerId: string }> {
  const { agentId } = await fleet.addWorker(name);
  const made = await run(fleet, provisionWalletCommand, { workerId: agentId, dailyLimit, autoReset: true });
  invariant(made.ok, made.ok ? "" : made.message);
  return { walletId: made.output.walletId, workerId: agentId };
}

/** Loses the next reply of a route, before or after its effect. */
export async function breakOnce(fleet: TestFleet, effect: "reply_lost_before" | "reply_lost_after", path: string): Promise<void> {
  await fleet.control("POST", "faults", { match: { method: "POST", path }, effect, times: 1 });
}

/** Settles the newest intent of a kind as the reconciler does. */
export async function settleLast<I, P, R, O>(fleet: TestFleet, spec: CommandSpec<I, P, R, O>): Promise<CommandResult<O>> {
  const intent = await fleet.db.intent.findFirstOrThrow({ where: { kind: spec.kind, outcome: "unknown" }, orderBy: { createdAt: "desc" } });
  return settleIntent(fleet.system, spec, intent);
}

/** What the platform's own ledger holds for a wallet and for the orchestrator, in micros. */
export async function balances(fleet: TestFleet, walletId: string): Promise<{ wallet: bigint; orchestrator: bigint }> {
  const { upstreamId } = await fleet.db.childWallet.findUniqueOrThrow({ where: { id: walletId } });
  const { entries } = (await fleet.control("GET", "ledger")) as { entries: { account: string; amountMicros: string }[] };
  const sum = (id: string) => entries.filter(({ account }) => account.endsWith(id)).reduce((all, entry) => all + BigInt(entry.amountMicros), 0n);
  return { wallet: sum(upstreamId ?? "none"), orchestrator: sum(fleet.orchestrator.upstreamId) };
}
