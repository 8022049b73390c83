import { ESCROW_REFERRAL_SHARE } from "@/lib/core/escrow/rates";
import { portion, usdc } from "@/lib/core/money";
import type { CommissionLedger, CommissionLine } from "@/lib/core/referral/referral-view";
import { addMs, DAY_MS, type EpochMs, toEpochMs, utcDay } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { fleetSource } from "../cost/fleet-source";

interface DayRow { day: Date; fees: bigint; referral: bigint; released: bigint }
interface OtherRow { product: string; isOwn: boolean; amount: bigint }

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
      select day, sum(fees)::bigint as fees, sum(referral)::bigint as referral, sum(released)::bigint as released
      from (${fleetSource(connectionId, { from: utcDay(toEpochMs(since.getTime())), to: utcDay(range.now), pattern: null, role: null })}) f
      where kind = 'worker' group by 1`,
    ctx.db.$queryRaw<OtherRow[]>`
      select product, "sourceAgentId" is not null as "isOwn", sum("amountMicros")::bigint as amount from "CommissionCredit"
      where "connectionId" = ${connectionId} and "escrowId" is null and at >= ${since} group by 1, 2`,
  ]);
  const amountOf = (rows: typeof others) => total(rows.map((row) => row.amount));
  const outside = amountOf(others.filter((row) => !row.isOwn));
  const referral = total(days.map((row) => row.referral));
  const fromEscrows = referral - amountOf(others.filter((row) => row.isOwn));
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

function otherLines(rows: readonly OtherRow[]): CommissionLine[] {
  return [...new Set(rows.map((row) => row.product))].sort().map((product) => ({
    product, feesMicros: null, expectedMicros: null, pendingMicros: 0n, missedMicros: 0n,
    creditedMicros: total(rows.filter((row) => row.product === product).map((row) => row.amount)),
  }));
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, amount) => all + amount, 0n);
}
