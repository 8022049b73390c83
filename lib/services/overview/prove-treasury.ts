import { newId } from "@/lib/core/ids";
import { addMs, type EpochMs, MINUTE_MS } from "@/lib/core/time";
import type { Database, Tx } from "@/lib/db/client";
import type { TreasuryProof } from "@/lib/db/generated/client";
import { notify } from "@/lib/db/notify";
import { recordReading } from "../command";
import { openPlatform } from "../connection/open-platform";
import type { ServiceContext } from "../context";
import { type ExpectedTreasury, expectedTreasury } from "./expected-treasury";
import { tellDeposit, tellDifference, treasuryNote } from "./treasury-difference";
import { isQuiet, movedBetween, readTreasurySnapshot, type TreasurySnapshot } from "./treasury-snapshot";

/** How often a run looks for a moment in which nothing moves. */
const TRIES = 3;
const BETWEEN_MS = 250;

/** After this long without a proof, one within the bounds of what moves is better than none. */
const BOUNDED_AFTER_MS = MINUTE_MS;

interface Account {
  readonly id: string;
  readonly agentId: string;
  readonly connectionId: string;
}

interface Judgement extends TreasurySnapshot, ExpectedTreasury {
  readonly availableMicros: bigint;
  readonly last: TreasuryProof | null;
  /** How far balance and books may be apart because of what moved; 0 when nothing did. */
  readonly movingMicros: bigint;
}

/**
 * Reads the orchestrator's balance, adds what child wallets hold by their last readings and what it has locked in open
 * escrows, and compares the sum with what every booked effect makes of the first one. What a worker locks from its own
 * account left the treasury when the worker got it. Money of unknown outcomes may explain a difference.
 * A proof is exact when nothing moved while the platform was asked. Where something always moves, one a minute says
 * whether they agree within the amount that moved. Returns `null`, and writes nothing, without an orchestrator or when the
 * next run can do better. Errors: those of the platform port.
 */
export async function proveTreasury(ctx: ServiceContext, connectionId: string): Promise<TreasuryProof | null> {
  const account = await findOrchestratorAccount(ctx.db, connectionId);
  if (!account) return null;
  const platform = await openPlatform(ctx, connectionId, account.id);
  for (let left = TRIES; left > 0; left -= 1) {
    const before = await readTreasurySnapshot(ctx.db, connectionId, account.agentId, ctx.now());
    if (isQuiet(before) || left === 1) {
      const { value: balance } = await platform.getBalance();
      const judgement = await judge(ctx, account, before, balance.available);
      if (judgement.movingMicros === 0n || (left === 1 && isOverdue(judgement.last, ctx.now()))) return record(ctx, account, judgement);
    }
    if (left > 1) await ctx.sleep(BETWEEN_MS);
  }
  return null;
}

async function findOrchestratorAccount(db: Database, connectionId: string): Promise<Account | null> {
  const connection = await db.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { orchestratorAgentId: true } });
  if (!connection.orchestratorAgentId) return null;
  return db.agentAccount.findFirst({
    where: { agentId: connection.orchestratorAgentId, service: "platform" }, select: { id: true, agentId: true, connectionId: true },
  });
}

/** Only what was proven before can be proven within bounds: they say nothing of where the books began. */
function isOverdue(last: TreasuryProof | null, now: EpochMs): boolean {
  return last !== null && last.at.getTime() <= addMs(now, -BOUNDED_AFTER_MS);
}

/** Compares a balance with the books of one moment after it was read. */
function judge(ctx: ServiceContext, { connectionId, agentId }: Account, before: TreasurySnapshot, availableMicros: bigint): Promise<Judgement> {
  return ctx.db.$transaction(async (tx) => {
    const at = ctx.now();
    const after = await readTreasurySnapshot(tx, connectionId, agentId, at);
    const isStill = isQuiet(before) && isQuiet(after) && before.mark === after.mark;
    const movingMicros = isStill ? 0n : await movedBetween(tx, connectionId, before, after);
    const last = await tx.treasuryProof.findFirst({ where: { connectionId }, orderBy: { at: "desc" } });
    const reading = { ...after, connectionId, orchestratorId: agentId, availableMicros, isExact: movingMicros === 0n };
    return { ...after, availableMicros, last, movingMicros, ...(await expectedTreasury(tx, reading, last, at)) };
  }, { isolationLevel: "RepeatableRead" });
}

async function record(ctx: ServiceContext, account: Account, judgement: Judgement): Promise<TreasuryProof | null> {
  let proof: TreasuryProof | null = null;
  await recordReading(ctx, async (rows) => {
    const at = new Date(judgement.at);
    await rows.tx.agentAccount.update({ where: { id: account.id }, data: { balanceMicros: judgement.availableMicros, balanceReadAt: at } });
    await rows.tx.capability.updateMany({
      where: { connectionId: account.connectionId, name: "balance", evidence: "documented" },
      data: { evidence: "observed", note: "Read for the proof of the treasury", checkedAt: at },
    });
    proof = await writeProof(rows.tx, ctx, account.connectionId, judgement);
  });
  return proof;
}

/** A proof that says the same as the last one of this hour only renews its time, so the history stays short. */
async function writeProof(tx: Tx, ctx: ServiceContext, connectionId: string, judgement: Judgement): Promise<TreasuryProof> {
  const { at, availableMicros, walletsMicros, escrowMicros, unknownMicros, movingMicros, expectedMicros, depositMicros, last } = judgement;
  const differenceMicros = availableMicros + walletsMicros + escrowMicros - expectedMicros;
  const note = treasuryNote(differenceMicros, { unknown: unknownMicros, moving: movingMicros, isFirst: last === null });
  const figures = { availableMicros, walletsMicros, escrowMicros, expectedMicros, differenceMicros, note };
  // What moves changes from one proof to the next, so that there the amount that is missing is never the same twice.
  const persists = last !== null && (movingMicros === 0n ? last.differenceMicros === differenceMicros : last.differenceMicros < 0n);
  await tellDifference(tx, ctx, { connectionId, differenceMicros, unknownMicros: unknownMicros + movingMicros, persists, note }, at);
  const isSame = last !== null && Object.entries(figures).every(([name, value]) => last[name as keyof TreasuryProof] === value);
  const isSameHour = last?.at.toISOString().slice(0, 13) === new Date(at).toISOString().slice(0, 13);
  if (isSame && isSameHour) return tx.treasuryProof.update({ where: { id: last.id }, data: { at: new Date(at) } });
  if (!isSame) await notify(tx, "connection");
  const proof = await tx.treasuryProof.create({ data: { id: newId("request", at, ctx.random), connectionId, ...figures, at: new Date(at) } });
  if (depositMicros > 0n) await tellDeposit(tx, ctx, { connectionId, depositMicros, proofId: proof.id }, at);
  return proof;
}
