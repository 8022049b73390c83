import { HOLDING_STATES } from "@/lib/core/escrow/states";
import { newId } from "@/lib/core/ids";
import type { EpochMs } from "@/lib/core/time";
import type { Database, Tx } from "@/lib/db/client";
import type { TreasuryProof } from "@/lib/db/generated/client";
import { notify } from "@/lib/db/notify";
import { recordReading } from "../command";
import { openPlatform } from "../connection/open-platform";
import type { ServiceContext } from "../context";
import { expectedTreasury } from "./expected-treasury";
import { tellDeposit, tellDifference, treasuryNote } from "./treasury-difference";

interface Holdings {
  readonly walletsMicros: bigint;
  readonly escrowMicros: bigint;
  readonly unknownMicros: bigint;
  /** Changes with every command and reading: tells whether something moved while the platform was asked. */
  readonly mark: string;
}

interface Reading extends Holdings {
  readonly connectionId: string;
  readonly orchestratorId: string;
  readonly availableMicros: bigint;
}

/**
 * Reads the orchestrator's balance, adds what child wallets hold by their last readings and what it has locked in open
 * escrows, and compares the sum with what every booked effect makes of the first one. What a worker locks from its own
 * account left the treasury when the worker got it. Money of unknown outcomes may explain a difference.
 * Returns `null`, and writes nothing, without an orchestrator or when something moved meanwhile: the next run proves it.
 * Errors: those of the platform port.
 */
export async function proveTreasury(ctx: ServiceContext, connectionId: string): Promise<TreasuryProof | null> {
  const account = await findOrchestratorAccount(ctx.db, connectionId);
  if (!account) return null;
  const before = await readHoldings(ctx.db, connectionId, account.agentId);
  if (before === null) return null;
  const { value: balance } = await (await openPlatform(ctx, connectionId, account.id)).getBalance();
  let proof: TreasuryProof | null = null;
  await recordReading(ctx, async (rows, at) => {
    await rows.tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`treasury:${connectionId}`}, 7747))::text`;
    const after = await readHoldings(rows.tx, connectionId, account.agentId);
    if (after === null || after.mark !== before.mark) return;
    await rows.tx.agentAccount.update({ where: { id: account.id }, data: { balanceMicros: balance.available, balanceReadAt: new Date(at) } });
    await rows.tx.capability.updateMany({
      where: { connectionId, name: "balance", evidence: "documented" },
      data: { evidence: "observed", note: "Read for the proof of the treasury", checkedAt: new Date(at) },
    });
    proof = await writeProof(rows.tx, ctx, { ...after, connectionId, orchestratorId: account.agentId, availableMicros: balance.available }, at);
  });
  return proof;
}

async function findOrchestratorAccount(db: Database, connectionId: string) {
  const connection = await db.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { orchestratorAgentId: true } });
  if (!connection.orchestratorAgentId) return null;
  return db.agentAccount.findFirst({ where: { agentId: connection.orchestratorAgentId, service: "platform" } });
}

async function readHoldings(db: Database | Tx, connectionId: string, orchestratorId: string): Promise<Holdings | null> {
  const wallets = await db.childWallet.aggregate({ where: { connectionId }, _sum: { balanceMicros: true } });
  const escrows = await db.escrow.aggregate({
    where: { connectionId, state: { in: [...HOLDING_STATES, "unrecognised"] }, payerAgentId: orchestratorId }, _sum: { amountMicros: true },
  });
  const open = await db.intent.findMany({
    where: { connectionId, outcome: { in: ["sending", "unknown"] } }, select: { outcome: true, amountMicros: true },
  });
  const head = await db.auditHead.findUniqueOrThrow({ where: { id: 1 } });
  if (open.some((intent) => intent.outcome === "sending")) return null;
  const walletsMicros = wallets._sum.balanceMicros ?? 0n;
  const escrowMicros = escrows._sum.amountMicros ?? 0n;
  const unknownMicros = open.reduce((total, intent) => total + intent.amountMicros, 0n);
  return { walletsMicros, escrowMicros, unknownMicros, mark: `${head.seq} ${walletsMicros} ${escrowMicros}` };
}

/** A proof that says the same as the last one of this hour only renews its time, so the history stays short. */
async function writeProof(tx: Tx, ctx: ServiceContext, reading: Reading, at: EpochMs): Promise<TreasuryProof> {
  const { connectionId, availableMicros, walletsMicros, escrowMicros, unknownMicros } = reading;
  const last = await tx.treasuryProof.findFirst({ where: { connectionId }, orderBy: { at: "desc" } });
  const { expectedMicros, depositMicros } = await expectedTreasury(tx, reading, last, at);
  const differenceMicros = availableMicros + walletsMicros + escrowMicros - expectedMicros;
  const note = treasuryNote(differenceMicros, unknownMicros, last === null);
  const figures = { availableMicros, walletsMicros, escrowMicros, expectedMicros, differenceMicros, note };
  await tellDifference(tx, ctx, { connectionId, differenceMicros, unknownMicros, persists: last?.differenceMicros === differenceMicros, note }, at);
  const isSame = last !== null && Object.entries(figures).every(([name, value]) => last[name as keyof TreasuryProof] === value);
  const isSameHour = last?.at.toISOString().slice(0, 13) === new Date(at).toISOString().slice(0, 13);
  if (isSame && isSameHour) return tx.treasuryProof.update({ where: { id: last.id }, data: { at: new Date(at) } });
  if (!isSame) await notify(tx, "connection");
  const proof = await tx.treasuryProof.create({ data: { id: newId("request", at, ctx.random), connectionId, ...figures, at: new Date(at) } });
  if (depositMicros > 0n) await tellDeposit(tx, ctx, { connectionId, depositMicros, proofId: proof.id }, at);
  return proof;
}
