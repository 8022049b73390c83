import { bps, portion, subtract, type Usdc, usdc } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import { agentAccount, type Commission, HOUSE, walletAccount } from "./ledger";
import { Refusal } from "./refusal";
import { insufficient } from "./wallets";
import type { World } from "./world";

/**
 * The share of the fee for each referrer up the chain. Casino: 10, 5 and 2.5 % of a lost stake; wallet: 10 % of the
 * swap fee; trading: 20 % of the builder part; domains: 20 % of the markup; escrow: 15 % of the fee.
 */
const SHARES: Readonly<Record<string, readonly number[]>> = {
  casino: [1_000, 500, 250], wallet: [1_000], trading: [2_000], domains: [2_000], escrow: [1_500],
};

export interface Activity {
  readonly agentId: string;
  readonly product: string;
  readonly amount: Usdc;
}

/** Books one fee-paying action: the whole amount is the fee, referrers take their share, the house keeps the rest. */
export function bookActivity(world: World, activity: Activity, now: EpochMs): Record<string, unknown> {
  const { agentId, product, amount } = activity;
  const shares = SHARES[product];
  if (!shares) throw new Refusal(400, "invalid_product", `product must be one of ${Object.keys(SHARES).join(", ")}`);
  const commissions: Commission[] = [];
  let from = agentId;
  for (const share of shares) {
    const referrerId = world.agents.get(from)?.referrerId;
    if (!referrerId) break;
    const amountMicros = portion(amount, bps(share), "half-even");
    if (amountMicros > 0n) commissions.push({ referrerId, fromId: agentId, product, amountMicros });
    from = referrerId;
  }
  const toHouse = commissions.reduce((rest, one) => subtract(rest, one.amountMicros), amount);
  const ref = `act_${world.random.hex(16)}`;
  const account = payingAccount(world, agentId, amount);
  const lines = [
    { account, amountMicros: usdc(-amount), reason: `${product}_fee` },
    { account: HOUSE, amountMicros: toHouse, reason: `${product}_fee` },
    ...commissions.map((one) => ({
      account: agentAccount(one.referrerId), amountMicros: one.amountMicros, reason: `${product}_referral_commission`,
    })),
  ];
  world.ledger.post({ at: now, ref, service: product, commissions, lines: lines.filter((line) => line.amountMicros !== 0n) });
  return {
    activityId: ref, agentId, product, account, feeMicros: amount.toString(), houseMicros: toHouse.toString(),
    commissions: commissions.map((one) => ({ agentId: one.referrerId, amountMicros: one.amountMicros.toString() })),
  };
}

/** The agent's balance when it is enough, else the first of its child wallets that is. Refuses with 402. */
function payingAccount(world: World, agentId: string, amount: Usdc): string {
  const own = agentAccount(agentId);
  const wallets = [...world.walletsByAgent.all(agentId)].map(walletAccount);
  const found = [own, ...wallets].find((account) => world.ledger.balance(account) >= amount);
  if (found === undefined) throw insufficient(world.ledger.balance(own), amount);
  return found;
}
