import { max, min, subtract, type Usdc, usdc, ZERO } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import { type Answer, type Call, isoSecond, money, ok } from "./call";
import { agentAccount } from "./ledger";
import { Refusal } from "./refusal";
import type { AgentRow } from "./rows";

/** Where a commission that was asked for waits: the published services queue it, and nothing pays it out. */
const QUEUED = "withdrawals:queued";
const MINIMUM = usdc(1_000_000n);

interface PayoutRow {
  readonly id: string;
  readonly agentId: string;
  readonly product: string;
  readonly amountMicros: Usdc;
  readonly address: string;
  readonly at: EpochMs;
}

export interface ReferralFigures {
  readonly referred: readonly AgentRow[];
  readonly earned: Usdc;
  readonly withdrawn: Usdc;
  readonly available: Usdc;
}

/** What an agent earned by one product, and what of it can be withdrawn: all of it that is still there. */
export function referralFigures(call: Call, agent: AgentRow, product: string): ReferralFigures {
  const { world } = call;
  const earned = world.commissions.byProduct(agent.id).get(product) ?? ZERO;
  const payouts = world.table<PayoutRow>("referral-payout");
  const ids = world.group<PayoutRow>("referral-payout", "agent", (row) => `${row.product}:${row.agentId}`).all(`${product}:${agent.id}`);
  const withdrawn = Array.from(ids, (id) => payouts.get(id)?.amountMicros ?? ZERO).reduce((sum, one) => usdc(sum + one), ZERO);
  const available = max(ZERO, min(subtract(earned, withdrawn), world.ledger.balance(agentAccount(agent.id))));
  const referred = Array.from(world.agentsByReferrer.all(agent.id), (id) => world.agents.get(id)).filter((row) => row !== undefined);
  return { referred, earned, withdrawn, available };
}

export interface WithdrawWords {
  readonly product: string;
  /** What the service adds to a refusal for too little. */
  readonly tooLittle: Record<string, unknown>;
  readonly badAddress: { readonly code: string; readonly message: string };
  readonly addressShape: RegExp;
}

/** The words that trading and domains share. */
export const PAYOUT_WORDS = {
  addressShape: /^0x[0-9a-fA-F]{40}$/, badAddress: { code: "invalid_address", message: "Provide a valid 0x address" },
  tooLittle: { minimum: 1, suggestion: "Minimum withdrawal is $1.00. Earn more by referring agents!" },
};

/** Withdraws everything that is there, from 1.00 on. */
export function withdrawReferral(call: Call, agent: AgentRow, words: WithdrawWords): Answer {
  const { world } = call;
  const address = call.body.address;
  if (typeof address !== "string" || !words.addressShape.test(address)) {
    throw new Refusal(400, words.badAddress.code, words.badAddress.message);
  }
  const { available } = referralFigures(call, agent, words.product);
  if (available < MINIMUM) {
    throw new Refusal(400, "insufficient_balance", undefined, { available_usd: money(available), ...words.tooLittle });
  }
  const id = `rw_${world.random.hex(16)}`;
  world.ledger.post({ at: call.now, ref: id, service: words.product, lines: [
    { account: agentAccount(agent.id), amountMicros: usdc(-available), reason: "referral_withdrawal" },
    { account: QUEUED, amountMicros: available, reason: "referral_withdrawal" },
  ] });
  world.table<PayoutRow>("referral-payout").put({ id, agentId: agent.id, product: words.product, amountMicros: available, address, at: call.now });
  return ok({
    withdrawal_id: id, amount_usd: money(available), address, status: "pending", requested_at: isoSecond(call.now),
    message: "Withdrawal queued",
  });
}
