import { usdc } from "@/lib/core/money";
import type { ReferralProof } from "@/lib/core/referral/proof";
import { type EpochMs, fromDate, fromDateOrNull } from "@/lib/core/time";
import type { WalletLine } from "@/lib/core/wallet/wallet-view";
import type { WorkerDetail } from "@/lib/core/worker/worker-view";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { WALLET_COLUMNS } from "../wallet/list-wallets";
import { type StoredWallet, toWalletRow } from "../wallet/wallet-row";

/** As `findWorker`. Errors: `NOT_FOUND`. */
export async function getWorker(ctx: Pick<ServiceContext, "db">, connectionId: string, id: string, now: EpochMs): Promise<WorkerDetail> {
  const worker = await findWorker(ctx, connectionId, id, now);
  if (!worker) throw new ServiceError("NOT_FOUND", "There is no such worker on this connection.");
  return worker;
}

/** A worker of a connection, by our id or by the platform's. `now` is platform time. */
export async function findWorker(
  ctx: Pick<ServiceContext, "db">, connectionId: string, id: string, now: EpochMs,
): Promise<WorkerDetail | null> {
  const agent = await ctx.db.agent.findFirst({
    where: { connectionId, kind: "worker", OR: [{ id }, { accounts: { some: { upstreamId: id } } }] },
    include: { accounts: { orderBy: { createdAt: "asc" }, include: { keys: { orderBy: { version: "desc" }, omit: { ciphertext: true } } } } },
  });
  if (!agent) return null;
  const [wallet, parent, batch] = await Promise.all([
    findWallet(ctx, agent.id, now),
    agent.parentAgentId ? ctx.db.agent.findUnique({ where: { id: agent.parentAgentId }, select: { name: true } }) : null,
    agent.batchId ? ctx.db.spawnBatch.findUnique({ where: { id: agent.batchId }, select: { id: true, number: true } }) : null,
  ]);
  const account = agent.accounts[0];
  return {
    id: agent.id, name: agent.name, role: agent.role, state: agent.state, capabilities: agent.capabilities,
    proof: agent.referralProof as ReferralProof, proofNote: agent.proofNote, referralCodeUsed: agent.referralCodeUsed,
    ownReferralCode: account?.ownReferralCode ?? null, upstreamId: account?.upstreamId ?? null, upstreamWallet: account?.upstreamWallet ?? null,
    parentName: parent?.name ?? null, batch, failure: agent.failureMessage, prompt: agent.prompt,
    fees: usdc(agent.feesMicros), paid: usdc(agent.paidMicros), earned: usdc(agent.earnedMicros), referral: usdc(agent.referralMicros),
    net: usdc(agent.netMicros), createdAt: fromDate(agent.createdAt), registeredAt: fromDateOrNull(agent.registeredAt),
    retiredAt: fromDateOrNull(agent.retiredAt), heartbeatAt: fromDateOrNull(agent.heartbeatAt), wallet,
    keys: agent.accounts.flatMap(({ keys }) => keys).map((key) => ({
      version: key.version, createdAt: fromDate(key.createdAt), retiredAt: fromDateOrNull(key.retiredAt),
    })),
  };
}

async function findWallet(ctx: Pick<ServiceContext, "db">, agentId: string, now: EpochMs): Promise<WalletLine | null> {
  const [stored] = await ctx.db.$queryRaw<StoredWallet[]>`
    select ${WALLET_COLUMNS} from "ChildWallet" w join "Agent" a on a.id = w."agentId"
    where w."agentId" = ${agentId} order by (w."closedAt" is null) desc, w."createdAt" desc limit 1`;
  return stored ? toWalletRow(stored, now) : null;
}
