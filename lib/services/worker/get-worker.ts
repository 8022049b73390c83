import { type Usdc, usdc } from "@/lib/core/money";
import type { ReferralProof } from "@/lib/core/referral/proof";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { WALLET_COLUMNS } from "../wallet/list-wallets";
import { type StoredWallet, type WalletRow, toWalletRow } from "../wallet/wallet-row";

/** A platform key as a page may know it: that it is there, never what it is. */
export interface KeyFacts {
  readonly version: number;
  readonly createdAt: EpochMs;
  readonly retiredAt: EpochMs | null;
}

/** One worker with its account, keys and wallet. Units: micros. `wallet` is the open one, else the last closed one. */
export interface WorkerDetail {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly role: string;
  readonly state: string;
  readonly capabilities: readonly string[];
  readonly proof: ReferralProof;
  readonly proofNote: string | null;
  readonly referralCodeUsed: string | null;
  readonly ownReferralCode: string | null;
  readonly upstreamId: string | null;
  readonly upstreamWallet: string | null;
  readonly parentName: string | null;
  readonly batch: { readonly id: string; readonly number: number } | null;
  readonly spawnStep: string | null;
  readonly failure: string | null;
  readonly prompt: string | null;
  readonly fees: Usdc;
  readonly paid: Usdc;
  readonly earned: Usdc;
  readonly referral: Usdc;
  readonly net: Usdc;
  readonly createdAt: EpochMs;
  readonly registeredAt: EpochMs | null;
  readonly retiredAt: EpochMs | null;
  readonly heartbeatAt: EpochMs | null;
  readonly keys: readonly KeyFacts[];
  readonly wallet: WalletRow | null;
}

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
    id: agent.id, name: agent.name, kind: agent.kind, role: agent.role, state: agent.state, capabilities: agent.capabilities,
    proof: agent.referralProof as ReferralProof, proofNote: agent.proofNote, referralCodeUsed: agent.referralCodeUsed,
    ownReferralCode: account?.ownReferralCode ?? null, upstreamId: account?.upstreamId ?? null, upstreamWallet: account?.upstreamWallet ?? null,
    parentName: parent?.name ?? null, batch, spawnStep: agent.spawnStep, failure: agent.failureMessage, prompt: agent.prompt,
    fees: usdc(agent.feesMicros), paid: usdc(agent.paidMicros), earned: usdc(agent.earnedMicros), referral: usdc(agent.referralMicros),
    net: usdc(agent.netMicros), createdAt: toEpochMs(agent.createdAt.getTime()), registeredAt: toInstant(agent.registeredAt),
    retiredAt: toInstant(agent.retiredAt), heartbeatAt: toInstant(agent.heartbeatAt), wallet,
    keys: agent.accounts.flatMap(({ keys }) => keys).map((key) => ({
      version: key.version, createdAt: toEpochMs(key.createdAt.getTime()), retiredAt: toInstant(key.retiredAt),
    })),
  };
}

async function findWallet(ctx: Pick<ServiceContext, "db">, agentId: string, now: EpochMs): Promise<WalletRow | null> {
  const [stored] = await ctx.db.$queryRaw<StoredWallet[]>`
    select ${WALLET_COLUMNS} from "ChildWallet" w join "Agent" a on a.id = w."agentId"
    where w."agentId" = ${agentId} order by (w."closedAt" is null) desc, w."createdAt" desc limit 1`;
  return stored ? toWalletRow(stored, now) : null;
}

function toInstant(date: Date | null): EpochMs | null {
  return date === null ? null : toEpochMs(date.getTime());
}
