import { runCommand } from "@/lib/services/command";
import { lockEscrowCommand } from "@/lib/services/escrow/lock";
import { releaseEscrowCommand } from "@/lib/services/escrow/release";
import { checkLedger, startBenchFleet } from "./bench-fleet";
import { startMeter } from "./cpu";
import { type Bench, percentile, perSecond, type Print, sideBySide } from "./figure";

/** The first ones pay for what node compiles and PostgreSQL plans once. */
const WARM_UP = 300;
const COUNT = 1_500;
const LANES = 16;

/** Locks and releases through the command law: two transactions and one call each. */
export const benchCommands: Bench = async (print) => {
  const fleet = await startBenchFleet(4);
  const ctx = fleet.as();
  const escrowIds: string[] = [];
  const locks = await timed(Array.from({ length: WARM_UP + COUNT }, (_, index) => index), async (index) => {
    const payeeId = fleet.workers[index % fleet.workers.length]?.agentId;
    const input = { payerId: null, payeeId, amount: "1", description: "A bench", timeoutHours: 24, taskId: null };
    const result = await runCommand(ctx, lockEscrowCommand, input, { connectionId: fleet.connectionId, idempotencyKey: `bench-lock-${index}` });
    if (!result.ok) throw new Error(result.message);
    escrowIds.push(result.output.escrowId);
  });
  report(print, "lock", locks);
  const releases = await timed([...escrowIds], async (escrowId) => {
    const result = await runCommand(ctx, releaseEscrowCommand, { escrowId, reason: null }, { connectionId: fleet.connectionId, idempotencyKey: `bench-release-${escrowId}` });
    if (!result.ok) throw new Error(result.message);
  });
  report(print, "release", releases);
  print("ledger", `conserved, ${await checkLedger(fleet)} entries`);
  await fleet.close();
};

interface Timed {
  readonly ms: number;
  readonly each: readonly number[];
  readonly cpu: { readonly own: number; readonly database: number };
}

async function timed<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<Timed> {
  await sideBySide(items.slice(0, WARM_UP), LANES, work);
  const each: number[] = [];
  const measured = startMeter();
  const startedAt = performance.now();
  await sideBySide(items.slice(WARM_UP), LANES, async (item) => {
    const itemAt = performance.now();
    await work(item);
    each.push(performance.now() - itemAt);
  });
  return { ms: performance.now() - startedAt, each, cpu: measured() };
}

function report(print: Print, name: string, { ms, each, cpu }: Timed): void {
  print(`${name}, c=${LANES}`, `${perSecond(COUNT, ms)}, p50 ${percentile(each, 50).toFixed(1)} ms, p95 ${percentile(each, 95).toFixed(1)} ms`);
  print(`${name}, processor`, `${(cpu.own / COUNT).toFixed(2)} ms here with the sandbox, ${(cpu.database / COUNT).toFixed(2)} ms in PostgreSQL`);
}
