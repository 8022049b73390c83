import type { Prisma } from "../generated/client";
import type { Tx } from "../client";
import { notify } from "../notify";

/**
 * Effects are booked on the agent that was paid (the payee), so a report answers what each agent costs.
 * `paid` is the whole amount that left the payer on release, the fee inside it; `fee` names that part; `earned` is what
 * an agent of the fleet received; `referral` came back to the fleet's referrer; `lost` is a fee kept on a refund.
 */
export type CostKind = "paid" | "earned" | "fee" | "referral" | "refunded" | "lost";

export interface NewCost {
  readonly id: string;
  readonly connectionId: string;
  readonly agentId: string;
  readonly kind: CostKind;
  readonly product: string;
  readonly amountMicros: bigint;
  readonly escrowId: string | null;
  readonly intentId: string | null;
  readonly counterpartyId: string | null;
  /** The run that it belongs to, and the payment pattern of its leg; blank outside a run. */
  readonly runId?: string | null;
  readonly pattern?: string;
  readonly at: Date;
}

interface Sums {
  paidMicros: bigint;
  earnedMicros: bigint;
  feesMicros: bigint;
  referralMicros: bigint;
  refundedMicros: bigint;
  releasedCount: number;
  refundedCount: number;
}

/** Books one effect and its rollups. The same escrow, agent and kind is booked once, whoever comes second. */
export async function bookCost(tx: Tx, cost: NewCost): Promise<boolean> {
  const { count } = await tx.costEntry.createMany({ data: [cost], skipDuplicates: true });
  if (count === 0) return false;
  const sums = sumsOf(cost);
  const pattern = cost.pattern ?? "";
  const day = new Date(`${cost.at.toISOString().slice(0, 10)}T00:00:00Z`);
  await tx.costDay.upsert({
    where: { connectionId_day_agentId_pattern: { connectionId: cost.connectionId, day, agentId: cost.agentId, pattern } },
    create: { connectionId: cost.connectionId, day, agentId: cost.agentId, pattern, ...sums },
    update: Object.fromEntries(Object.entries(sums).map(([name, value]) => [name, { increment: value }])),
  });
  const net = sums.earnedMicros + sums.referralMicros - sums.paidMicros;
  await tx.agent.update({
    where: { id: cost.agentId },
    data: {
      feesMicros: { increment: sums.feesMicros }, paidMicros: { increment: sums.paidMicros },
      earnedMicros: { increment: sums.earnedMicros }, referralMicros: { increment: sums.referralMicros },
      netMicros: { increment: net },
    },
  });
  await notify(tx, "costs", cost.agentId);
  return true;
}

/** Records a commission once per escrow. Returns false when it was there. */
export async function creditCommission(tx: Tx, credit: Prisma.CommissionCreditCreateManyInput): Promise<boolean> {
  const { count } = await tx.commissionCredit.createMany({ data: [credit], skipDuplicates: true });
  if (count > 0) await notify(tx, "referrals", credit.sourceAgentId ?? undefined);
  return count > 0;
}

function sumsOf(cost: NewCost): Sums {
  const of = (kind: CostKind) => (cost.kind === kind ? cost.amountMicros : 0n);
  return {
    paidMicros: of("paid") + of("lost"), earnedMicros: of("earned"), feesMicros: of("fee") + of("lost"),
    referralMicros: of("referral"), refundedMicros: of("refunded"), releasedCount: cost.kind === "paid" ? 1 : 0, refundedCount: cost.kind === "refunded" ? 1 : 0,
  };
}
