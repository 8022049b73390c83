import { fromWire } from "@/lib/core/money";
import { addMs, type EpochMs, MINUTE_MS } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { TreasuryProof } from "@/lib/db/generated/client";
import { TREASURY_ALERT, treasuryAlertKey, WITHIN } from "./treasury-difference";

/** Money that came in and stayed this long without an explanation is taken as a deposit from outside, and told. */
const DEPOSIT_AFTER_MS = 10 * MINUTE_MS;

/** `depositMicros` is what these books take as a deposit from here on; 0 most of the time. */
export interface ExpectedTreasury {
  readonly expectedMicros: bigint;
  readonly depositMicros: bigint;
}

/**
 * What the treasury should hold: what it held when platform and books last agreed, less what left since, plus what came
 * back. Only such a proof is a base: an effect that was being booked at that moment would have shown as a difference.
 * Wallets count as they were read, for workers spend from them with their own keys. Units: micros.
 */
export async function expectedTreasury(
  tx: Tx,
  reading: { connectionId: string; orchestratorId: string; availableMicros: bigint; walletsMicros: bigint; escrowMicros: bigint; isExact: boolean },
  last: TreasuryProof | null, at: EpochMs,
): Promise<ExpectedTreasury> {
  const total = reading.availableMicros + reading.walletsMicros + reading.escrowMicros;
  const base = await tx.treasuryProof.findFirst({ where: { connectionId: reading.connectionId, differenceMicros: 0n, NOT: { note: { startsWith: WITHIN } } }, orderBy: { at: "desc" } });
  if (!last || !base) return { expectedMicros: total, depositMicros: 0n };
  const booked = await bookedSince(tx, reading.connectionId, reading.orchestratorId, base.at);
  const funded = await tx.walletEntry.aggregate({
    where: { kind: { in: ["fund", "unfund"] }, createdAt: { gt: base.at }, wallet: { connectionId: reading.connectionId } },
    _sum: { amountMicros: true },
  });
  const walletsExpected = base.walletsMicros + (funded._sum.amountMicros ?? 0n);
  const expected = base.expectedMicros + booked + (reading.walletsMicros - walletsExpected);
  const difference = total - expected;
  if (difference === 0n) return { expectedMicros: total, depositMicros: 0n };
  if (!reading.isExact) return { expectedMicros: expected, depositMicros: 0n };
  if (await isClosedByPerson(tx, last)) return { expectedMicros: total, depositMicros: 0n };
  return (await hasStayed(tx, last, difference, at)) ? { expectedMicros: total, depositMicros: difference } : { expectedMicros: expected, depositMicros: 0n };
}

/** Every booked effect on the orchestrator's own money: what it paid or lost, what clients paid it, its commission. */
async function bookedSince(tx: Tx, connectionId: string, orchestratorId: string, since: Date): Promise<bigint> {
  const [effects] = await tx.$queryRaw<{ out: bigint; earned: bigint }[]>`
    select coalesce(sum("amountMicros") filter (where kind in ('paid', 'lost') and coalesce("counterpartyId", "agentId") = ${orchestratorId}), 0)::bigint as out,
      coalesce(sum("amountMicros") filter (where kind = 'earned' and "agentId" = ${orchestratorId}), 0)::bigint as earned
    from "CostEntry" where "connectionId" = ${connectionId} and at > ${since}`;
  const credited = await tx.commissionCredit.aggregate({
    where: { connectionId, at: { gt: since }, referrerAgentId: orchestratorId }, _sum: { amountMicros: true },
  });
  return (effects?.earned ?? 0n) - (effects?.out ?? 0n) + (credited._sum.amountMicros ?? 0n) + (await claimedSince(tx, connectionId, since));
}

/** What the faucet gave to claims of ours: no result of trading, but no stranger's money either. */
async function claimedSince(tx: Tx, connectionId: string, since: Date): Promise<bigint> {
  const claims = await tx.$queryRaw<{ credited: string | null }[]>`
    select reply ->> 'credited' as credited from "Intent"
    where "connectionId" = ${connectionId} and kind = 'money.faucetClaim' and outcome = 'succeeded' and "settledAt" > ${since}`;
  return claims.reduce((sum, { credited }) => sum + fromWire(credited ?? "0"), 0n);
}

/** A person closed the alert about missing money: he knows where it is. */
async function isClosedByPerson(tx: Tx, last: TreasuryProof): Promise<boolean> {
  const closed = await tx.alert.findFirst({
    where: { dedupeKey: treasuryAlertKey(last.connectionId), kind: TREASURY_ALERT, resolvedAt: { gt: last.at }, NOT: { resolvedBy: "system" } },
  });
  return closed !== null;
}

/** It came in, and every proof since then saw the same amount. */
async function hasStayed(tx: Tx, last: TreasuryProof, difference: bigint, at: EpochMs): Promise<boolean> {
  if (difference < 0n || last.differenceMicros !== difference) return false;
  const since = await tx.treasuryProof.findFirst({
    where: { connectionId: last.connectionId, NOT: { differenceMicros: difference } }, orderBy: { at: "desc" }, select: { at: true },
  });
  return since !== null && since.at.getTime() <= addMs(at, -DEPOSIT_AFTER_MS);
}
