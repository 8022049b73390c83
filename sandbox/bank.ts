import { bps, portion, subtract, type Usdc, usdc, ZERO } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import { agentAccount, bankAccount, type Commission, EXTERNAL, type Line } from "./ledger";
import { insufficient } from "./wallets";
import type { World } from "./world";

const CENT = 10_000n;
/** What the outside adds when a bank runs short, above what is missing. */
const TOP_UP = usdc(10_000_000_000n);

export interface BankMove {
  readonly product: string;
  readonly agentId: string;
  /** What the agent pays, and what it gets back. */
  readonly paid: Usdc;
  readonly received: Usdc;
  readonly reasonOut: string;
  readonly reasonIn: string;
  readonly ref: string;
  readonly service: string;
  readonly commissions?: readonly Commission[];
}

/** One settlement between an agent and the bank of a product. Refuses with 402 when the agent holds too little. */
export function settleWithBank(world: World, move: BankMove, now: EpochMs): void {
  const agent = agentAccount(move.agentId);
  const bank = bankAccount(move.product);
  const balance = world.ledger.balance(agent);
  if (balance < move.paid) throw insufficient(balance, move.paid);
  const commissions = move.commissions ?? [];
  const owed = commissions.reduce<bigint>((sum, one) => sum + one.amountMicros, move.received);
  const short = owed - world.ledger.balance(bank) - move.paid;
  const lines: Line[] = [
    ...(short > 0n ? [
      { account: EXTERNAL, amountMicros: usdc(-short - TOP_UP), reason: `${move.product}_bank` },
      { account: bank, amountMicros: usdc(short + TOP_UP), reason: `${move.product}_bank` },
    ] : []),
    { account: agent, amountMicros: usdc(-move.paid), reason: move.reasonOut },
    { account: bank, amountMicros: move.paid, reason: move.reasonOut },
    { account: bank, amountMicros: usdc(-move.received), reason: move.reasonIn },
    { account: agent, amountMicros: move.received, reason: move.reasonIn },
    ...commissions.flatMap((one) => [
      { account: bank, amountMicros: usdc(-one.amountMicros), reason: `${move.product}_referral_commission` },
      { account: agentAccount(one.referrerId), amountMicros: one.amountMicros, reason: `${move.product}_referral_commission` },
    ]),
  ].filter((line) => line.amountMicros !== 0n);
  if (lines.length > 0) world.ledger.post({ at: now, ref: move.ref, service: move.service, lines, commissions });
}

/**
 * What referrers up the chain earn from a fee or a lost stake, in cents: below one cent nothing is paid (published code).
 * The money of levels 2 and 3 is booked on the direct referral that it came through, as the published code does.
 */
export function commissionsInCents(world: World, agentId: string, product: string, base: Usdc, rates: readonly number[]): Commission[] {
  const commissions: Commission[] = [];
  let from = agentId;
  for (const rate of rates) {
    const referrerId = world.agents.get(from)?.referrerId;
    if (!referrerId) break;
    const amountMicros = toCents(portion(base, bps(rate), "down"));
    if (amountMicros > 0n) commissions.push({ referrerId, fromId: from, product, amountMicros });
    from = referrerId;
  }
  return commissions;
}

/** Rounds to whole cents, half up, as `Math.round(x * 100) / 100` does. */
export function toCents(amount: Usdc): Usdc {
  return usdc(((amount + CENT / 2n) / CENT) * CENT);
}

export function lossOf(paid: Usdc, received: Usdc): Usdc {
  return paid > received ? subtract(paid, received) : ZERO;
}
