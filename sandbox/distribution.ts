import { bps, portion, split, subtract, type Usdc, usdc, ZERO } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import { agentAccount, type Commission, HOUSE, type Line, MERCHANTS } from "./ledger";
import { Refusal } from "./refusal";
import { escrowFee } from "./escrow-terms";
import { findWallet, insufficient } from "./wallets";
import type { World } from "./world";

/** 15 % of the fee goes back to whoever referred the members (seed 004). */
const REFERRAL = bps(1_500);

export interface Share {
  readonly wallet: string;
  readonly amountMicros: Usdc;
  readonly sharePct: number | null;
  /** The member behind the wallet; null for an address outside the platform. */
  readonly agentId: string | null;
}

export interface DistributionRow {
  readonly id: string;
  readonly holderId: string;
  readonly fromAccount: string;
  readonly totalMicros: Usdc;
  readonly feeMicros: Usdc;
  readonly referralMicros: Usdc;
  readonly memo: string | null;
  readonly shares: readonly Share[];
  readonly at: EpochMs;
}

export const distributions = (world: World) => world.table<DistributionRow>("distribution");

/** Where a member's share goes. An address that the platform does not know is outside of it. */
export function memberOf(world: World, wallet: string): { account: string; agentId: string | null } {
  const found = findWallet(world, wallet);
  if (found?.kind === "agent") return { account: found.account, agentId: found.agent.id };
  if (found) return { account: found.account, agentId: found.child.agentId ?? found.child.parentId };
  if (world.agents.get(wallet)) return { account: agentAccount(wallet), agentId: wallet };
  if (/^0x\w{2,}$/.test(wallet)) return { account: MERCHANTS, agentId: null };
  throw new Refusal(404, "recipient_not_found", `No agent or wallet ${wallet.slice(0, 80)}`);
}

export type NewDistribution = Omit<DistributionRow, "id" | "feeMicros" | "referralMicros" | "at">;

/**
 * Pays every share whole and takes 1 % of the total on top. The fee is parted among the shares by their amounts; of
 * each member's part its referrer gets 15 %, summed before it is rounded.
 */
export function distribute(world: World, input: NewDistribution, now: EpochMs): DistributionRow {
  const fee = escrowFee(input.totalMicros);
  const due = usdc(input.totalMicros + fee);
  const balance = world.ledger.balance(input.fromAccount);
  if (balance < due) throw insufficient(balance, due);
  const id = `esc_${world.random.hex(16)}`;
  const commissions = referrals(world, input.shares, fee);
  const referral = commissions.reduce((sum, one) => usdc(sum + one.amountMicros), ZERO);
  const lines: Line[] = [
    { account: input.fromAccount, amountMicros: usdc(-due), reason: `distribution: ${id}` },
    ...input.shares.map((share) => ({
      account: memberOf(world, share.wallet).account, amountMicros: share.amountMicros, reason: `distribution: ${id}`,
    })),
    { account: HOUSE, amountMicros: subtract(fee, referral), reason: `escrow_fee: ${id}` },
    ...commissions.map((one) => ({
      account: agentAccount(one.referrerId), amountMicros: one.amountMicros, reason: `escrow_referral_commission: ${id}`,
    })),
  ];
  world.ledger.post({ at: now, ref: id, service: "escrow", commissions, lines: lines.filter((line) => line.amountMicros !== 0n) });
  return distributions(world).put({ ...input, id, feeMicros: fee, referralMicros: referral, at: now });
}

/** One commission for each referrer, parted by largest remainder among the members that it referred. */
function referrals(world: World, shares: readonly Share[], fee: Usdc): Commission[] {
  if (fee === 0n) return [];
  const parts = split(fee, shares.map((share) => share.amountMicros));
  const byReferrer = new Map<string, { memberId: string; part: Usdc }[]>();
  for (const [index, share] of shares.entries()) {
    const referrerId = share.agentId === null ? null : world.agents.get(share.agentId)?.referrerId ?? null;
    if (share.agentId === null || referrerId === null) continue;
    byReferrer.set(referrerId, [...(byReferrer.get(referrerId) ?? []), { memberId: share.agentId, part: parts[index] ?? ZERO }]);
  }
  return [...byReferrer].flatMap(([referrerId, members]) => {
    const total = portion(usdc(members.reduce((sum, one) => sum + one.part, 0n)), REFERRAL, "half-even");
    const weights = members.map((one) => one.part);
    if (total === 0n || weights.every((weight) => weight === 0n)) return [];
    return split(total, weights).map((amountMicros, index) => ({
      referrerId, fromId: members[index]?.memberId ?? "", product: "escrow", amountMicros,
    })).filter((one) => one.amountMicros > 0n);
  });
}
