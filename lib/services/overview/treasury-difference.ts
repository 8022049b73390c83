import { newId } from "@/lib/core/ids";
import { toDecimal, usdc } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import { raiseAlert, resolveAlert } from "@/lib/db/rows/alert-rows";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";

export const TREASURY_ALERT = "treasury_difference";
export const DEPOSIT_ALERT = "treasury_deposit";

export function treasuryAlertKey(connectionId: string): string {
  return `treasury:${connectionId}`;
}

/** Begins the note of a proof that is none to the micro: such a one is no base for later ones. */
export const WITHIN = "Platform and books agree within";

/** What a proof says in one sentence. Units: micros. */
export function treasuryNote(difference: bigint, { unknown, moving, isFirst }: { unknown: bigint; moving: bigint; isFirst: boolean }): string {
  if (isFirst) return "First reading: later ones are compared with it.";
  const apart = difference < 0n ? -difference : difference;
  if (moving > 0n && apart <= moving + unknown) return `${WITHIN} ${toDecimal(usdc(moving))} USDC that moved at that moment.`;
  if (difference === 0n) return "Platform and books agree.";
  const text = toDecimal(usdc(apart));
  if (unknown > 0n) return `${text} USDC apart while outcomes are unknown.`;
  return difference > 0n ? `${text} USDC came in from outside.` : `${text} USDC are missing that no action of the console explains.`;
}

/**
 * Money of unknown origin became part of the books: the audit log names it, and an alert waits until a person has said
 * what it was. Call last in the transaction: it appends to the audit log.
 */
export async function tellDeposit(
  tx: Tx, ctx: ServiceContext, { connectionId, depositMicros, proofId }: { connectionId: string; depositMicros: bigint; proofId: string }, at: EpochMs,
): Promise<void> {
  const amount = toDecimal(usdc(depositMicros));
  const connection = await tx.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { name: true } });
  await raiseAlert(tx, {
    id: newId("alert", at, ctx.random), connectionId, kind: DEPOSIT_ALERT, severity: "warning", subjectType: "treasury", subjectId: connectionId,
    title: `${amount} USDC came in from outside`, body: "Nothing that the console did explains it. It stayed for ten minutes, so the books take it as a deposit.",
    dedupeKey: `deposit:${connectionId}:${proofId}`, raisedAt: new Date(at),
  });
  await appendAudit(tx, ctx, {
    connectionId, action: "treasury.deposit", result: "recorded", subject: { type: "connection", id: connectionId, name: connection.name },
    summary: `${amount} USDC of unknown origin taken as a deposit`, after: { amountMicros: String(depositMicros) },
  });
}

/** Raises the alert when money is missing in two proofs in a row and no unknown outcome explains it; closes it when it is back. */
export async function tellDifference(
  tx: Tx, ctx: ServiceContext,
  found: { connectionId: string; differenceMicros: bigint; unknownMicros: bigint; persists: boolean; note: string }, at: EpochMs,
): Promise<void> {
  const dedupeKey = treasuryAlertKey(found.connectionId);
  const missing = -found.differenceMicros;
  if (missing <= found.unknownMicros) return resolveAlert(tx, dedupeKey, new Date(at), "system");
  if (!found.persists) return;
  await raiseAlert(tx, {
    id: newId("alert", at, ctx.random), connectionId: found.connectionId, kind: TREASURY_ALERT, severity: "critical",
    subjectType: "treasury", subjectId: found.connectionId, title: `${toDecimal(usdc(missing))} USDC less than the books say`,
    body: found.note, amountAtRiskMicros: missing, dedupeKey, raisedAt: new Date(at),
  });
}
