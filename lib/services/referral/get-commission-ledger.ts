import { ESCROW_REFERRAL_SHARE } from "@/lib/core/escrow/rates";
import { portion, usdc } from "@/lib/core/money";
import { addMs, DAY_MS, type EpochMs, utcDay } from "@/lib/core/time";
import type { ServiceContext } from "../context";

export interface CommissionLine {
  readonly product: string;
  /** `null` where the platform does not tell the fee behind a commission. */
  readonly feesMicros: bigint | null;
  readonly expectedMicros: bigint | null;
  readonly creditedMicros: bigint;
  readonly pendingMicros: bigint;
  readonly missedMicros: bigint;
}

export interface CommissionLedger {
  readonly lines: readonly CommissionLine[];
  readonly total: { readonly feesMicros: bigint; readonly creditedMicros: bigint; readonly pendingMicros: bigint; readonly missedMicros: bigint };
  readonly ownMicros: bigint;
  readonly outsideMicros: bigint;
}

interface DayRow { day: Date; fees: bigint; referral: bigint; released: bigint }

/** A credit may arrive this late before its absence counts as missed. Units: days. */
const PENDING_DAYS = 2;

/**
 * Commission by product since the day of `since`: what the fees of own workers should have earned, what was credited,
 * and the rest as pending (last two days) or missed. Units: micros. Reads rollups; other products by their few rows.
 */
export async function getCommissionLedger(
  ctx: ServiceContext, connectionId: string, range: { since: EpochMs | null; now: EpochMs },
): Promise<CommissionLedger> {
  const since = new Date(range.since === null ? 0 : Date.parse(`${utcDay(range.since)}T00:00:00Z`));
  const [days, others] = await Promise.all([
    ctx.db.$queryRaw<DayRow[]>`
      select c.day, sum(c."feesMicros")::bigint as fees, sum(c."referralMicros")::bigint as referral, sum(c."releasedCount")::bigint as released
      from "CostDay" c join "Agent" a on a.id = c."agentId"
      where c."connectionId" = ${connectionId} and c.day >= ${since}::date and a.kind = 'worker' group by 1`,
    ctx.db.commissionCredit.groupBy({
      by: ["product", "sourceAgentId"], where: { connectionId, escrowId: null, at: { gte: since } }, _sum: { amountMicros: true },
    }),
  ]);
  const amountOf = (rows: typeof others) => total(rows.map((row) => row._sum.amountMicros ?? 0n));
  const outside = amountOf(others.filter((row) => row.sourceAgentId === null));
  const referral = total(days.map((row) => row.referral));
  const fromEscrows = referral - amountOf(others.filter((row) => row.sourceAgentId !== null));
  // Escrow commission that no escrow of ours explains has no fee that we know: it is expected because it came.
  const unexplained = amountOf(others.filter((row) => row.product === "escrow"));
  const escrow = escrowLine(days, { fromEscrows, unexplained }, utcDay(addMs(range.now, -(PENDING_DAYS - 1) * DAY_MS)));
  const lines = [escrow, ...otherLines(others.filter((row) => row.product !== "escrow"))];
  return {
    lines, ownMicros: referral, outsideMicros: outside,
    total: {
      feesMicros: total(lines.map((line) => line.feesMicros ?? 0n)), creditedMicros: total(lines.map((line) => line.creditedMicros)),
      pendingMicros: escrow.pendingMicros, missedMicros: escrow.missedMicros,
    },
  };
}

function escrowLine(days: readonly DayRow[], credits: { fromEscrows: bigint; unexplained: bigint }, pendingFrom: string): CommissionLine {
  const shareOf = (row: DayRow) => portion(usdc(row.fees), ESCROW_REFERRAL_SHARE.rate, "half-even");
  const known = { product: "escrow", feesMicros: total(days.map((row) => row.fees)), creditedMicros: credits.fromEscrows + credits.unexplained };
  const gap = total(days.map(shareOf)) - credits.fromEscrows;
  // Each release rounds its own share, so the share of a sum may be some micros away.
  const rounding = total(days.map((row) => row.released)) + BigInt(days.length);
  if (gap <= rounding) return { ...known, expectedMicros: known.creditedMicros, pendingMicros: 0n, missedMicros: 0n };
  const late = days.filter((row) => row.day.toISOString().slice(0, 10) >= pendingFrom).map((row) => shareOf(row) - row.referral);
  const recent = total(late.filter((amount) => amount > 0n));
  const pendingMicros = recent < gap ? recent : gap;
  return { ...known, expectedMicros: known.creditedMicros + gap, pendingMicros, missedMicros: gap - pendingMicros };
}

function otherLines(rows: readonly { product: string; _sum: { amountMicros: bigint | null } }[]): CommissionLine[] {
  return [...new Set(rows.map((row) => row.product))].sort().map((product) => ({
    product, feesMicros: null, expectedMicros: null, pendingMicros: 0n, missedMicros: 0n,
    creditedMicros: total(rows.filter((row) => row.product === product).map((row) => row._sum.amountMicros ?? 0n)),
  }));
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, amount) => all + amount, 0n);
}
