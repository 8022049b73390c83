import { runCommand } from "@/lib/services/command";
import { lockEscrowCommand } from "@/lib/services/escrow/lock";
import { releaseEscrowCommand } from "@/lib/services/escrow/release";
import { checkLedger, startBenchFleet } from "./bench-fleet";
import { type Bench, percentile, perSecond, sideBySide } from "./figure";

const COUNT = 1_000;
const LANES = 16;

/** Locks and releases through the command law: two transactions and one call each. */
export const benchCommands: Bench = async (print) => {
  const fleet = await startBenchFleet(4);
  const ctx = fleet.as();
  const escrowIds: string[] = [];
  const locks = await timed(Array.from({ length: COUNT }, (_, index) => index), async (index) => {
    const payeeId = fleet.workers[index % fleet.workers.length]?.agentId;
    const input = { payerId: null, payeeId, amount: "1", description: "A bench", timeoutHours: 24, taskId: null };
    const result = await runCommand(ctx, lockEscrowCommand, input, { connectionId: fleet.connectionId, idempotencyKey: `bench-lock-${index}` });
    if (!result.ok) throw new Error(result.message);
    escrowIds.push(result.output.escrowId);
  });
  print(`lock, c=${LANES}`, `${perSecond(COUNT, locks.ms)}, p50 ${percentile(locks.each, 50).toFixed(1)} ms, p95 ${percentile(locks.each, 95).toFixed(1)} ms`);
  const releases = await timed([...escrowIds], async (escrowId) => {
    const result = await runCommand(ctx, releaseEscrowCommand, { escrowId, reason: null }, { connectionId: fleet.connectionId, idempotencyKey: `bench-release-${escrowId}` });
    if (!result.ok) throw new Error(result.message);
  });
  print(`release, c=${LANES}`, `${perSecond(COUNT, releases.ms)}, p50 ${percentile(releases.each, 50).toFixed(1)} ms, p95 ${percentile(releases.each, 95).toFixed(1)} ms`);
  print("ledger", `conserved, ${await checkLedger(fleet)} entries`);
  await fleet.close();
};

async function timed<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<{ readonly ms: number; readonly each: readonly number[] }> {
  const each: number[] = [];
  const startedAt = performance.now();
  await sideBySide(items, LANES, async (item) => {
    const itemAt = performance.now();
    await work(item);
    each.push(performance.now() - itemAt);
  });
  return { ms: performance.now() - startedAt, each };
}
