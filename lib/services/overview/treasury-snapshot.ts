import { HOLDING_STATES } from "@/lib/core/escrow/states";
import { addMs, type EpochMs, SECOND_MS } from "@/lib/core/time";
import type { Database, Tx } from "@/lib/db/client";

/** The payee's word moves no money. */
const MOVES_NOTHING = "escrow.complete";

/** Clocks of the processes that write intents may differ by this much. */
const SKEW_MS = 2 * SECOND_MS;

interface OpenMove { readonly id: string; readonly outcome: string; readonly amountMicros: bigint }

/** What the books say at one moment of the money beside the orchestrator's balance. Units: micros. */
export interface TreasurySnapshot {
  readonly at: EpochMs;
  readonly walletsMicros: bigint;
  readonly escrowMicros: bigint;
  readonly unknownMicros: bigint;
  /** Changes with every action and every booking: equal marks mean that nothing moved in between. */
  readonly mark: string;
  /** Actions whose effect the platform may have made and the books not. */
  readonly open: readonly OpenMove[];
}

export function isQuiet(snapshot: TreasurySnapshot): boolean {
  return snapshot.open.every(({ outcome }) => outcome === "unknown");
}

/** Reads it; give a transaction that repeats its reads where the parts must be of one moment. */
export async function readTreasurySnapshot(db: Database | Tx, connectionId: string, orchestratorId: string, at: EpochMs): Promise<TreasurySnapshot> {
  const newest = { orderBy: { createdAt: "desc" }, select: { id: true } } as const;
  const wallets = await db.childWallet.aggregate({ where: { connectionId }, _sum: { balanceMicros: true } });
  const escrows = await db.escrow.aggregate({
    where: { connectionId, state: { in: [...HOLDING_STATES, "unrecognised"] }, payerAgentId: orchestratorId }, _sum: { amountMicros: true },
  });
  const open = await db.intent.findMany({
    where: { connectionId, outcome: { in: ["sending", "unknown"] }, kind: { not: MOVES_NOTHING } }, select: { id: true, outcome: true, amountMicros: true },
  });
  const intent = await db.intent.findFirst({ where: { connectionId, kind: { not: MOVES_NOTHING } }, ...newest });
  const cost = await db.costEntry.findFirst({ where: { connectionId }, orderBy: [{ at: "desc" }, { id: "desc" }], select: { id: true } });
  const credit = await db.commissionCredit.findFirst({ where: { connectionId }, orderBy: [{ at: "desc" }, { id: "desc" }], select: { id: true } });
  const walletsMicros = wallets._sum.balanceMicros ?? 0n;
  const escrowMicros = escrows._sum.amountMicros ?? 0n;
  return {
    at, walletsMicros, escrowMicros, open, unknownMicros: sum(open.filter(({ outcome }) => outcome === "unknown")),
    mark: [intent?.id, cost?.id, credit?.id, walletsMicros, escrowMicros, open.map(({ id }) => id).sort().join()].join(" "),
  };
}

/**
 * The most by which a balance that was read between two snapshots may differ from the books of the second: every action
 * that was open at either of them or began in between, and every booking in between. Unknown outcomes are told apart.
 */
export async function movedBetween(tx: Tx, connectionId: string, before: TreasurySnapshot, after: TreasurySnapshot): Promise<bigint> {
  const since = new Date(addMs(before.at, -SKEW_MS));
  const began = await tx.intent.findMany({ where: { connectionId, createdAt: { gte: since }, kind: { not: MOVES_NOTHING } }, select: { id: true, outcome: true, amountMicros: true } });
  const moves = new Map([...before.open, ...after.open, ...began].map((move) => [move.id, move]));
  const still = new Set(after.open.filter(({ outcome }) => outcome === "unknown").map(({ id }) => id));
  const booked = await tx.costEntry.aggregate({ where: { connectionId, at: { gte: since } }, _sum: { amountMicros: true } });
  return sum([...moves.values()].filter(({ id }) => !still.has(id))) + (booked._sum.amountMicros ?? 0n);
}

function sum(moves: readonly OpenMove[]): bigint {
  return moves.reduce((total, { amountMicros }) => total + amountMicros, 0n);
}
