import { type Usdc, usdc } from "@/lib/core/money";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import type { ServiceContext } from "../context";

const SHOWN_MAX = 50;

/** One movement of a worker's wallets, newest first. Units: micros, negative when money left the wallet. */
export interface WalletMovement {
  readonly id: string;
  readonly kind: string;
  readonly amount: Usdc;
  readonly intentId: string;
  readonly at: EpochMs;
}

/** One booked effect of money on the worker. */
export interface WorkerCost {
  readonly id: string;
  readonly kind: string;
  readonly product: string;
  readonly amount: Usdc;
  readonly escrowId: string | null;
  readonly at: EpochMs;
}

/** One escrow that names the worker. */
export interface WorkerEscrow {
  readonly id: string;
  readonly side: "payer" | "payee";
  readonly counterparty: string;
  readonly state: string;
  readonly platformWord: string | null;
  readonly amount: Usdc;
  readonly deadlineAt: EpochMs | null;
  readonly createdAt: EpochMs;
}

/** One audit entry about the worker or its wallets. */
export interface WorkerActivity {
  readonly id: string;
  readonly action: string;
  readonly result: string;
  readonly summary: string;
  readonly actorName: string;
  readonly at: EpochMs;
}

export async function listWalletMovements(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<readonly WalletMovement[]> {
  const rows = await ctx.db.walletEntry.findMany({ where: { wallet: { agentId } }, orderBy: { createdAt: "desc" }, take: SHOWN_MAX });
  return rows.map((row) => ({
    id: row.id, kind: row.kind, amount: usdc(row.amountMicros), intentId: row.intentId, at: toEpochMs(row.createdAt.getTime()),
  }));
}

export async function listWorkerCosts(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<readonly WorkerCost[]> {
  const rows = await ctx.db.costEntry.findMany({ where: { agentId }, orderBy: { at: "desc" }, take: SHOWN_MAX });
  return rows.map((row) => ({
    id: row.id, kind: row.kind, product: row.product, amount: usdc(row.amountMicros), escrowId: row.escrowId, at: toEpochMs(row.at.getTime()),
  }));
}

/** The newest escrows on either side; each side has its own index, so history never makes it slower. */
export async function listWorkerEscrows(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<readonly WorkerEscrow[]> {
  const newest = { orderBy: { createdAt: "desc" as const }, take: SHOWN_MAX };
  const [asPayee, asPayer] = await Promise.all([
    ctx.db.escrow.findMany({ where: { payeeAgentId: agentId }, ...newest }),
    ctx.db.escrow.findMany({ where: { payerAgentId: agentId }, ...newest }),
  ]);
  const payerIds = [...new Set(asPayee.map(({ payerAgentId }) => payerAgentId))];
  const payers = await ctx.db.agent.findMany({ where: { id: { in: payerIds } }, select: { id: true, name: true } });
  const nameOf = new Map(payers.map(({ id, name }) => [id, name]));
  const toEscrow = (side: "payer" | "payee") => (row: (typeof asPayee)[number]): WorkerEscrow => ({
    id: row.id, side, counterparty: side === "payer" ? row.payeeName : (nameOf.get(row.payerAgentId) ?? row.payerAgentId),
    state: row.state, platformWord: row.platformWord, amount: usdc(row.amountMicros),
    deadlineAt: row.deadlineAt ? toEpochMs(row.deadlineAt.getTime()) : null, createdAt: toEpochMs(row.createdAt.getTime()),
  });
  return [...asPayee.map(toEscrow("payee")), ...asPayer.map(toEscrow("payer"))]
    .sort((one, other) => other.createdAt - one.createdAt).slice(0, SHOWN_MAX);
}

export async function listWorkerActivity(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<readonly WorkerActivity[]> {
  const wallets = await ctx.db.childWallet.findMany({ where: { agentId }, select: { id: true } });
  const rows = await ctx.db.auditEntry.findMany({
    where: { subjectId: { in: [agentId, ...wallets.map(({ id }) => id)] } }, orderBy: { seq: "desc" }, take: SHOWN_MAX,
  });
  return rows.map((row) => ({
    id: row.id, action: row.action, result: row.result, summary: row.summary, actorName: row.actorName, at: toEpochMs(row.at.getTime()),
  }));
}
