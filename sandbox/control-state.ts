import { toIso } from "@/lib/core/time";
import { iso } from "./call";
import { agentAccount, walletAccount } from "./ledger";
import type { AgentRow, EscrowRow, WalletRow } from "./rows";
import { resetsAt, spentToday } from "./wallets";
import type { World } from "./world";

/** Everything that the sandbox holds, without keys and lock codes. Settled escrows' empty accounts are left out. */
export function stateOf(world: World, requests: number): Record<string, unknown> {
  let total = 0n;
  const accounts: { account: string; balanceMicros: string }[] = [];
  for (const [account, balance] of world.ledger.accounts()) {
    total += balance;
    if (balance !== 0n || !account.startsWith("escrow:")) accounts.push({ account, balanceMicros: balance.toString() });
  }
  return {
    now: toIso(world.clock.now()), accounts,
    agents: Array.from(world.agents.values(), (row) => agentState(world, row)),
    escrows: Array.from(world.escrows.values(), escrowState),
    wallets: Array.from(world.wallets.values(), (row) => walletState(world, row)),
    stats: {
      requests, agents: world.agents.size, wallets: world.wallets.size, escrows: world.escrows.size,
      postings: world.ledger.postingCount, entries: world.ledger.entryCount, totalMicros: total.toString(),
    },
  };
}

function agentState(world: World, row: AgentRow): Record<string, unknown> {
  return {
    agentId: row.id, kind: row.kind, name: row.name, type: row.type, parentId: row.parentId, referrerId: row.referrerId,
    referralCode: row.usedCode, ownReferralCode: row.ownCode, walletId: row.walletId, keyVersion: row.keyVersion,
    balanceMicros: world.ledger.balance(agentAccount(row.id)).toString(),
    commissionsMicros: world.commissions.total(row.id).toString(), createdAt: iso(row.createdAt),
  };
}

function escrowState(row: EscrowRow): Record<string, unknown> {
  return {
    escrowId: row.id, dialect: row.dialect, state: row.status, cause: row.cause, payerId: row.payerId, payeeId: row.payeeId,
    holderId: row.holderId, amountMicros: row.amountMicros.toString(), feeMicros: row.feeMicros.toString(),
    referrerId: row.referrerId, taskId: row.taskId, description: row.description, createdAt: iso(row.createdAt),
    lockedAt: iso(row.lockedAt), deadlineAt: iso(row.deadlineAt), completedAt: iso(row.completedAt),
    disputedAt: iso(row.disputedAt), settledAt: iso(row.settledAt),
  };
}

function walletState(world: World, row: WalletRow): Record<string, unknown> {
  const now = world.clock.now();
  return {
    walletId: row.id, label: row.label, parentId: row.parentId, agentId: row.agentId,
    balanceMicros: world.ledger.balance(walletAccount(row.id)).toString(),
    dailyLimitMicros: row.dailyLimitMicros?.toString() ?? null, spentTodayMicros: spentToday(row, now).toString(),
    resetsAt: iso(resetsAt(row, now)), autoReset: row.autoReset, allowWithdrawals: row.allowWithdrawals,
    createdAt: iso(row.createdAt),
  };
}
