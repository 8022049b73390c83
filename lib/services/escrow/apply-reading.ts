import { type EscrowState, isFinal } from "@/lib/core/escrow/states";
import { canFollow } from "@/lib/core/escrow/transitions";
import { newId } from "@/lib/core/ids";
import type { Escrow } from "@/lib/db/generated/client";
import type { EscrowPatch } from "@/lib/db/rows/escrow-rows";
import { addToRecord } from "@/lib/db/rows/reputation-rows";
import { bookEnding, type Ending, endingOf } from "./book-ending";
import type { EscrowReading, ReadingScope } from "./escrow-reading";
import type { LockedEscrowRow } from "./escrow-row";

/** True when a reading says more than the age of the record. */
export function isNews(row: Escrow, reading: EscrowReading): boolean {
  const from = row.state as EscrowState;
  if (!canFollow(from, reading.state)) return false;
  return from !== reading.state || (reading.state === "unrecognised" && row.platformWord !== reading.stateWord);
}

/**
 * Writes what the platform said about a locked row: the state with its event and totals, the figures, and on an ending
 * the costs and the commission, once. A reading that cannot follow our state (an older word) changes no state.
 * Returns true when there was news.
 */
export async function applyReading(scope: ReadingScope, row: LockedEscrowRow, reading: EscrowReading): Promise<boolean> {
  const from = row.state as EscrowState;
  const facts: EscrowPatch = {
    readAt: new Date(scope.platformAt),
    ...(reading.record === null ? {} : { record: reading.record as object }),
    ...(reading.deadlineAt === null ? {} : { deadlineAt: new Date(reading.deadlineAt) }),
  };
  if (!isNews(row, reading)) {
    await scope.rows.escrows.patch(row.id, facts);
    return false;
  }
  const ending = isFinal(reading.state) && !isFinal(from) ? endingOf(row, reading) : null;
  await noteMissedCompletion(scope, row, reading);
  const eventAt = reading.settledAt ?? (reading.state === "completed" ? reading.completedAt : null) ?? scope.platformAt;
  await scope.rows.escrows.move(row.id, {
    from, to: reading.state,
    patch: { ...facts, ...statePatch(scope, row, reading, ending) },
    event: {
      id: newId("escrowEvent", scope.at, scope.ctx.random), kind: reading.state, actorName: scope.actorName,
      note: reading.state === "unrecognised" ? `The platform said “${reading.stateWord}”` : scope.note, at: new Date(eventAt),
    },
  });
  if (ending) await bookEnding(scope, row, ending);
  await noteDispute(scope, row, reading);
  return true;
}

/** A dispute of a single escrow stands in the payee's record; a run notes those of its legs itself. */
async function noteDispute(scope: ReadingScope, row: Escrow, reading: EscrowReading): Promise<void> {
  if (reading.state !== "disputed" || row.state === "disputed" || row.legId !== null || row.payeeAgentId === null) return;
  await addToRecord(scope.rows.tx, row.payeeAgentId, scope.connectionId, { disputedCount: 1 });
}

function statePatch(scope: ReadingScope, row: Escrow, reading: EscrowReading, ending: Ending | null): EscrowPatch {
  const completedAt = reading.completedAt ?? (reading.state === "completed" ? scope.platformAt : null);
  return {
    platformWord: reading.stateWord, refundCause: reading.refundCause,
    ...(completedAt === null || row.completedAt ? {} : { completedAt: new Date(completedAt) }),
    ...(isFinal(reading.state) ? { closedAt: new Date(reading.settledAt ?? scope.platformAt) } : {}),
    ...(reading.state === "released" && ending ? { feeMicros: ending.fee, netMicros: ending.earned, referralMicros: ending.referral } : {}),
    ...(reading.state === "refunded" && ending ? { refundedMicros: ending.refunded } : {}),
  };
}

/** The payee's word may be read only after the next step happened; the history still shows it. */
async function noteMissedCompletion(scope: ReadingScope, row: Escrow, reading: EscrowReading): Promise<void> {
  if (reading.completedAt === null || row.completedAt || reading.state === "completed") return;
  await scope.rows.escrows.note(row.id, {
    id: newId("escrowEvent", scope.at, scope.ctx.random), kind: "completed", actorName: row.payeeName,
    note: "Marked completed on the platform", at: new Date(reading.completedAt),
  });
}
