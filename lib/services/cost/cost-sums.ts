import type { CostSums } from "@/lib/core/cost/cost-view";
import { divide } from "@/lib/core/money";
import { Prisma } from "@/lib/db/generated/client";

export interface SumsRow {
  paid: bigint; fees: bigint; lost: bigint; referral: bigint; earned: bigint; client: bigint; refunded: bigint; released: bigint; refunds: bigint;
}

export const NO_SUMS: SumsRow = { paid: 0n, fees: 0n, lost: 0n, referral: 0n, earned: 0n, client: 0n, refunded: 0n, released: 0n, refunds: 0n };

const COLUMNS = Object.keys(NO_SUMS) as (keyof SumsRow)[];

/** Adds the columns of a source up again. */
export const ADD_UP = Prisma.join(COLUMNS.map((column) => Prisma.raw(`coalesce(sum(c.${column}), 0)::bigint as ${column}`)), ", ");

export function toSums(row: SumsRow): CostSums {
  return {
    paidMicros: row.paid, feesMicros: row.fees, lostMicros: row.lost, referralMicros: row.referral, earnedMicros: row.earned, clientMicros: row.client,
    refundedMicros: row.refunded, releasedCount: Number(row.released), refundedCount: Number(row.refunds),
    netMicros: row.earned + row.referral - row.paid,
  };
}

/** Everything paid, what failed work cost inside it, for each success; half-even to the micro. `null` without a success. */
export function costPerRelease(sums: Pick<CostSums, "paidMicros" | "releasedCount">): bigint | null {
  return sums.releasedCount === 0 ? null : divide(sums.paidMicros, BigInt(sums.releasedCount), "half-even");
}

/** The share of the fees that came back as commission, in basis points, half-even. `null` without a fee. */
export function referralOffsetBps(sums: Pick<CostSums, "feesMicros" | "referralMicros">): number | null {
  return sums.feesMicros <= 0n ? null : Number(divide(sums.referralMicros * 10_000n, sums.feesMicros, "half-even"));
}
