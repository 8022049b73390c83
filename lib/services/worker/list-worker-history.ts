import type { AuditLine } from "@/lib/core/audit/audit-line";
import { usdc } from "@/lib/core/money";
import { fromDate, fromDateOrNull } from "@/lib/core/time";
import type { WalletMovement } from "@/lib/core/wallet/wallet-view";
import type { WorkerCost, WorkerEscrow } from "@/lib/core/worker/worker-view";
import type { ServiceContext } from "../context";

const SHOWN_MAX = 50;

export async function listWalletMovements(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<readonly WalletMovement[]> {
  const rows = await ctx.db.walletEntry.findMany({ where: { wallet: { agentId } }, orderBy: { createdAt: "desc" }, take: SHOWN_MAX });
  return rows.map((row) => ({
    id: row.id, kind: row.kind, amount: usdc(row.amountMicros), at: fromDate(row.createdAt),
  }));
}

export async function listWorkerCosts(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<readonly WorkerCost[]> {
  const rows = await ctx.db.costEntry.findMany({ where: { agentId }, orderBy: { at: "desc" }, take: SHOWN_MAX });
  return rows.map((row) => ({
    id: row.id, kind: row.kind, product: row.product, amount: usdc(row.amountMicros), escrowId: row.escrowId, at: fromDate(row.at),
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
    deadlineAt: fromDateOrNull(row.deadlineAt), createdAt: fromDate(row.createdAt),
  });
  return [...asPayee.map(toEscrow("payee")), ...asPayer.map(toEscrow("payer"))]
    .sort((one, other) => other.createdAt - one.createdAt).slice(0, SHOWN_MAX);
}

export async function listWorkerActivity(ctx: Pick<ServiceContext, "db">, agentId: string): Promise<readonly AuditLine[]> {
  const wallets = await ctx.db.childWallet.findMany({ where: { agentId }, select: { id: true } });
  const rows = await ctx.db.auditEntry.findMany({
    where: { subjectId: { in: [agentId, ...wallets.map(({ id }) => id)] } }, orderBy: { seq: "desc" }, take: SHOWN_MAX,
  });
  return rows.map((row) => ({
    id: row.id, action: row.action, result: row.result, summary: row.summary, actorName: row.actorName, at: fromDate(row.at),
  }));
}
