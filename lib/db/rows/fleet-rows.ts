import type { Prisma } from "../generated/client";
import type { Tx } from "../client";
import { notify } from "../notify";

/** Inserts or changes the agents of a fleet; every change tells the pages that list them. */
export async function insertAgents(tx: Tx, agents: Prisma.AgentCreateManyInput[]): Promise<void> {
  await tx.agent.createMany({ data: agents });
  await notify(tx, "workers");
}

export async function patchAgent(tx: Tx, agentId: string, patch: Prisma.AgentUncheckedUpdateInput): Promise<void> {
  const { batchId } = await tx.agent.update({ where: { id: agentId }, data: patch, select: { batchId: true } });
  await notify(tx, "workers", agentId);
  if (batchId) await notify(tx, "batches", batchId);
}

export async function insertAccount(tx: Tx, account: Prisma.AgentAccountCreateManyInput): Promise<void> {
  await tx.agentAccount.createMany({ data: [account] });
}

/** Stores a sealed key as the next version and ends the one before it. */
export async function storeKey(tx: Tx, key: { id: string; accountId: string; ciphertext: string; at: Date }): Promise<void> {
  const last = await tx.agentKey.findFirst({ where: { accountId: key.accountId }, orderBy: { version: "desc" } });
  await retireKeys(tx, key.accountId, key.at);
  await tx.agentKey.create({
    data: { id: key.id, accountId: key.accountId, ciphertext: key.ciphertext, version: (last?.version ?? 0) + 1, createdAt: key.at },
  });
}

/** Ends every key of an account and forgets its ciphertext: what is dropped cannot be opened again. */
export async function retireKeys(tx: Tx, accountId: string, at: Date): Promise<void> {
  await tx.agentKey.updateMany({ where: { accountId, retiredAt: null }, data: { retiredAt: at, ciphertext: "" } });
}

export async function insertWallet(tx: Tx, wallet: Prisma.ChildWalletCreateManyInput): Promise<void> {
  await tx.childWallet.createMany({ data: [wallet] });
  await notify(tx, "wallets", wallet.id);
}

export async function patchWallet(tx: Tx, walletId: string, patch: Prisma.ChildWalletUncheckedUpdateInput): Promise<void> {
  await tx.childWallet.update({ where: { id: walletId }, data: patch });
  await notify(tx, "wallets", walletId);
}

export async function addWalletEntry(tx: Tx, entry: Prisma.WalletEntryCreateManyInput): Promise<void> {
  await tx.walletEntry.createMany({ data: [entry] });
}
